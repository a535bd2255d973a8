#define _GNU_SOURCE
#include "recast_byteio.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int recast_open_temporary(const char *folder) {
  int opened = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (opened >= 0) return opened;
  // File systems without files that have no name, and kernels that take the flag for a folder's.
  if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL && errno != ENOENT) return -errno;
  char *path = NULL;
  if (asprintf(&path, "%s/.recast-tmp-XXXXXX", folder) < 0) return -ENOMEM;
  opened = mkostemp(path, O_CLOEXEC);
  int number = errno;
  if (opened >= 0) unlink(path);
  free(path);
  return opened >= 0 ? opened : -number;
}

const char *recast_temporary_folder(void) {
  const char *named = secure_getenv("TMPDIR");
  return named && *named ? named : "/tmp";
}
