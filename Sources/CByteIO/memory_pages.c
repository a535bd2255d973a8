#define _GNU_SOURCE
#include "recast_byteio.h"

#include <stddef.h>
#include <sys/mman.h>

void *recast_pages_allocate(int64_t count) {
  void *pages = mmap(NULL, (size_t)count, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (pages == MAP_FAILED) return NULL;
  // An offer: a kernel that has no large pages goes on with small ones.
  (void)madvise(pages, (size_t)count, MADV_HUGEPAGE);
  return pages;
}

void *recast_pages_grow(void *pages, int64_t count, int64_t larger) {
  void *moved = mremap(pages, (size_t)count, (size_t)larger, MREMAP_MAYMOVE);
  return moved == MAP_FAILED ? NULL : moved;
}

void recast_pages_release(void *pages, int64_t count) { (void)munmap(pages, (size_t)count); }
