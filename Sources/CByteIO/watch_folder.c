#include "recast_byteio.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <unistd.h>

int recast_lock_folder(const char *path, int waits) {
  int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return -errno;
  while (flock(folder, LOCK_EX | (waits ? 0 : LOCK_NB)) != 0) {
    int number = errno;
    if (number == EINTR) continue;
    close(folder);
    return -number;
  }
  return folder;
}

int recast_watch_folder(const char *path) {
  int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (watch < 0) return -errno;
  const uint32_t changes =
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB;
  if (inotify_add_watch(watch, path, changes | IN_ONLYDIR) < 0) {
    int number = errno;
    close(watch);
    return -number;
  }
  return watch;
}

int recast_await_change(int watch, int milliseconds) {
  struct pollfd waited = {.fd = watch, .events = POLLIN};
  if (poll(&waited, watch >= 0 ? 1 : 0, milliseconds) <= 0) return 0;
  // Only that something happened is asked for: the folder itself tells what.
  char events[4096];
  while (read(watch, events, sizeof events) > 0) {}
  return 1;
}
