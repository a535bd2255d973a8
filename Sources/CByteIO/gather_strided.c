#include "recast_byteio.h"

#include <string.h>

// One loop body per element width: the compiler turns a fixed-size memcpy into a load and a store.
#define GATHER(WIDTH)                                                                             \
  static void gather_##WIDTH(                                                                     \
      const uint8_t *source, uint8_t *target, int64_t rows, int64_t row_stride, int64_t columns,  \
      int64_t column_stride) {                                                                    \
    enum { TILE = 32 };                                                                           \
    if (column_stride == 1) {                                                                     \
      for (int64_t r = 0; r < rows; r++)                                                          \
        memcpy(target + r * columns * WIDTH, source + r * row_stride * WIDTH, columns * WIDTH);   \
      return;                                                                                     \
    }                                                                                             \
    for (int64_t r0 = 0; r0 < rows; r0 += TILE) {                                                 \
      int64_t r1 = r0 + TILE < rows ? r0 + TILE : rows;                                           \
      for (int64_t c0 = 0; c0 < columns; c0 += TILE) {                                            \
        int64_t c1 = c0 + TILE < columns ? c0 + TILE : columns;                                   \
        for (int64_t r = r0; r < r1; r++)                                                         \
          for (int64_t c = c0; c < c1; c++)                                                       \
            memcpy(                                                                               \
                target + (r * columns + c) * WIDTH,                                               \
                source + (r * row_stride + c * column_stride) * WIDTH, WIDTH);                    \
      }                                                                                           \
    }                                                                                             \
  }

GATHER(1)
GATHER(2)
GATHER(4)
GATHER(8)
GATHER(16)

typedef void (*plane_gather)(
    const uint8_t *, uint8_t *, int64_t, int64_t, int64_t, int64_t);

static uint8_t *gather(
    const uint8_t *source, uint8_t *target, int rank, const int64_t *shape, const int64_t *strides,
    int64_t width, plane_gather plane) {
  if (rank == 0) {
    memcpy(target, source, width);
    return target + width;
  }
  if (rank == 1) {
    plane(source, target, 1, 0, shape[0], strides[0]);
    return target + shape[0] * width;
  }
  if (rank == 2) {
    plane(source, target, shape[0], strides[0], shape[1], strides[1]);
    return target + shape[0] * shape[1] * width;
  }
  for (int64_t i = 0; i < shape[0]; i++)
    target = gather(
        source + i * strides[0] * width, target, rank - 1, shape + 1, strides + 1, width, plane);
  return target;
}

void recast_gather_strided(
    const uint8_t *source, uint8_t *target, int rank, const int64_t *shape, const int64_t *strides,
    size_t element_byte_count) {
  for (int i = 0; i < rank; i++)
    if (shape[i] == 0) return;
  plane_gather plane;
  switch (element_byte_count) {
  case 1: plane = gather_1; break;
  case 2: plane = gather_2; break;
  case 4: plane = gather_4; break;
  case 8: plane = gather_8; break;
  case 16: plane = gather_16; break;
  default: return;
  }
  gather(source, target, rank, shape, strides, (int64_t)element_byte_count, plane);
}
