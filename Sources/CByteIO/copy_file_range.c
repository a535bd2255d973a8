#define _GNU_SOURCE
#include "recast_byteio.h"

#include <errno.h>
#include <unistd.h>

int64_t recast_copy_file_range(int source, int64_t source_offset, int target, size_t count) {
  off_t offset = source_offset;
  for (;;) {
    ssize_t copied = copy_file_range(source, &offset, target, NULL, count, 0);
    if (copied >= 0) return copied;
    if (errno != EINTR) return -(int64_t)errno;
  }
}
