#define _GNU_SOURCE
#include "recast_byteio.h"

#include <stdatomic.h>
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

// As many as one transposing thread holds at a time, each as large as what it asks for at most.
enum { KEPT_COUNT = 2, KEPT_BYTES = 32 << 20 };

static _Atomic(void *) kept[KEPT_COUNT];

void *recast_scratch_allocate(int64_t count) {
  if (count > KEPT_BYTES) return recast_pages_allocate(count);
  // The last that came is the first that goes, so that small and large ones keep their roles.
  for (int slot = KEPT_COUNT - 1; slot >= 0; slot--) {
    void *pages = atomic_exchange(&kept[slot], NULL);
    if (pages) return pages;
  }
  return recast_pages_allocate(KEPT_BYTES);
}

void recast_scratch_release(void *pages, int64_t count) {
  if (count > KEPT_BYTES) {
    recast_pages_release(pages, count);
    return;
  }
  for (int slot = 0; slot < KEPT_COUNT; slot++) {
    void *none = NULL;
    if (atomic_compare_exchange_strong(&kept[slot], &none, pages)) return;
  }
  recast_pages_release(pages, KEPT_BYTES);
}
