#define _GNU_SOURCE
#include "recast_byteio.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// Two blocks: one is filled while a thread writes the other. Larger ones measured no faster, and smaller
// ones slower.
enum { BLOCK = 4 << 20, BLOCK_COUNT = 2, PAGE = 4096, BUFFERED = 256 << 10 };

struct recast_writer {
  int file;
  uint8_t *blocks;
  pthread_t thread;
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  // Blocks are numbered from 0; the one with the number `filling` is being filled.
  int64_t filling, writing;
  int64_t offset;  // of block 0 in the file
  size_t filled;
  int ends, error_number;
  int is_direct;
};

static uint8_t *block(struct recast_writer *writer, int64_t number) {
  return writer->blocks + (size_t)(number % BLOCK_COUNT) * BLOCK;
}

static int set_direct(struct recast_writer *writer, int direct) {
  int flags = fcntl(writer->file, F_GETFL);
  if (flags < 0) return 0;
  return fcntl(writer->file, F_SETFL, direct ? flags | O_DIRECT : flags & ~O_DIRECT) == 0;
}

static int write_all(
    struct recast_writer *writer, const uint8_t *bytes, size_t count, int64_t offset) {
  size_t done = 0;
  while (done < count) {
    size_t next = count - done;
    // Large buffered writes measured slow and erratic.
    if (!writer->is_direct && next > BUFFERED) next = BUFFERED;
    ssize_t written = pwrite(writer->file, bytes + done, next, offset + (int64_t)done);
    if (written < 0 && errno == EINTR) continue;
    if (writer->is_direct && ((written < 0 && errno == EINVAL) || written % PAGE != 0)) {
      // A file system that takes the flag and not the write, or stops inside a page.
      writer->is_direct = 0;
      set_direct(writer, 0);
      if (written < 0) continue;
    }
    if (written <= 0) return written == 0 ? ENOSPC : errno;
    done += (size_t)written;
  }
  return 0;
}

static void *work(void *context) {
  struct recast_writer *writer = context;
  pthread_mutex_lock(&writer->mutex);
  for (;;) {
    while (writer->writing == writer->filling && !writer->ends)
      pthread_cond_wait(&writer->changed, &writer->mutex);
    if (writer->writing == writer->filling) break;
    int64_t number = writer->writing;
    int failed = writer->error_number;
    pthread_mutex_unlock(&writer->mutex);
    // After an error nothing more is written.
    if (!failed) failed = write_all(writer, block(writer, number), BLOCK, writer->offset + number * BLOCK);
    pthread_mutex_lock(&writer->mutex);
    if (!writer->error_number) writer->error_number = failed;
    writer->writing++;
    pthread_cond_broadcast(&writer->changed);
  }
  pthread_mutex_unlock(&writer->mutex);
  return NULL;
}

struct recast_writer *recast_writer_start(int file, int64_t offset) {
  if (offset % PAGE != 0) return NULL;
  struct recast_writer *writer = calloc(1, sizeof *writer);
  if (!writer) return NULL;
  writer->blocks = mmap(NULL, (size_t)BLOCK * BLOCK_COUNT, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (writer->blocks == MAP_FAILED) {
    free(writer);
    return NULL;
  }
  writer->file = file;
  writer->offset = offset;
  pthread_mutex_init(&writer->mutex, NULL);
  pthread_cond_init(&writer->changed, NULL);
  writer->is_direct = set_direct(writer, 1);
  // Signals are for the threads that know what to remove.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failed = pthread_create(&writer->thread, NULL, work, writer);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (failed) {
    set_direct(writer, 0);
    munmap(writer->blocks, (size_t)BLOCK * BLOCK_COUNT);
    free(writer);
    return NULL;
  }
  return writer;
}

uint8_t *recast_writer_room(struct recast_writer *writer, size_t *count) {
  pthread_mutex_lock(&writer->mutex);
  while (writer->filling - writer->writing == BLOCK_COUNT)
    pthread_cond_wait(&writer->changed, &writer->mutex);
  pthread_mutex_unlock(&writer->mutex);
  *count = BLOCK - writer->filled;
  return block(writer, writer->filling) + writer->filled;
}

int recast_writer_advance(struct recast_writer *writer, size_t count) {
  writer->filled += count;
  pthread_mutex_lock(&writer->mutex);
  if (writer->filled == BLOCK) {
    writer->filled = 0;
    writer->filling++;
    pthread_cond_broadcast(&writer->changed);
  }
  int error_number = writer->error_number;
  pthread_mutex_unlock(&writer->mutex);
  return error_number;
}

int recast_writer_drain(struct recast_writer *writer) {
  pthread_mutex_lock(&writer->mutex);
  while (writer->writing != writer->filling)
    pthread_cond_wait(&writer->changed, &writer->mutex);
  int error_number = writer->error_number;
  pthread_mutex_unlock(&writer->mutex);
  if (error_number || writer->filled == 0) return error_number;
  // What is left ends inside a page; it stays in its block, which is written again once it is full.
  int was_direct = writer->is_direct;
  if (was_direct) set_direct(writer, 0);
  writer->is_direct = 0;
  error_number = write_all(
      writer, block(writer, writer->filling), writer->filled,
      writer->offset + writer->filling * BLOCK);
  writer->is_direct = was_direct && set_direct(writer, 1);
  return error_number;
}

void recast_writer_stop(struct recast_writer *writer) {
  pthread_mutex_lock(&writer->mutex);
  writer->ends = 1;
  // What is left was given up.
  if (!writer->error_number) writer->error_number = ECANCELED;
  pthread_cond_broadcast(&writer->changed);
  pthread_mutex_unlock(&writer->mutex);
  pthread_join(writer->thread, NULL);
  set_direct(writer, 0);
  pthread_cond_destroy(&writer->changed);
  pthread_mutex_destroy(&writer->mutex);
  munmap(writer->blocks, (size_t)BLOCK * BLOCK_COUNT);
  free(writer);
}
