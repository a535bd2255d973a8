#include "processor.h"

#include <string.h>

// One axis of a view: how many elements, and the steps between them in the source and in the target.
struct axis {
  int64_t size, source_stride, target_stride;
};

typedef void (*plane_gather)(
    const uint8_t *source, uint8_t *target, struct axis outer, struct axis inner);

enum { TILE = 32, MOST_AXES = 64 };

// One loop body per element width: the compiler turns a fixed-size memcpy into a load and a store.
// The inner axis has the target's elements one after the other.
#define GATHER(WIDTH, TRANSPOSE)                                                                   \
  static void gather_##WIDTH(                                                                      \
      const uint8_t *source, uint8_t *target, struct axis outer, struct axis inner) {              \
    if (inner.target_stride == 1 && inner.source_stride == 1) {                                    \
      for (int64_t r = 0; r < outer.size; r++)                                                     \
        memcpy(                                                                                    \
            target + r * outer.target_stride * WIDTH, source + r * outer.source_stride * WIDTH,    \
            inner.size * WIDTH);                                                                   \
      return;                                                                                      \
    }                                                                                              \
    if (inner.target_stride == 1 && inner.source_stride == -1) {                                   \
      for (int64_t r = 0; r < outer.size; r++) {                                                   \
        const uint8_t *from = source + r * outer.source_stride * WIDTH;                            \
        uint8_t *to = target + r * outer.target_stride * WIDTH;                                    \
        for (int64_t c = 0; c < inner.size; c++) memcpy(to + c * WIDTH, from - c * WIDTH, WIDTH);  \
      }                                                                                            \
      return;                                                                                      \
    }                                                                                              \
    for (int64_t r0 = 0; r0 < outer.size; r0 += TILE) {                                            \
      int64_t rows = r0 + TILE < outer.size ? TILE : outer.size - r0;                              \
      for (int64_t c0 = 0; c0 < inner.size; c0 += TILE) {                                          \
        int64_t columns = c0 + TILE < inner.size ? TILE : inner.size - c0;                         \
        const uint8_t *from =                                                                      \
            source + (r0 * outer.source_stride + c0 * inner.source_stride) * WIDTH;                \
        uint8_t *to = target + (r0 * outer.target_stride + c0 * inner.target_stride) * WIDTH;      \
        if (TRANSPOSE && outer.source_stride == 1 && inner.target_stride == 1 && rows == TILE &&   \
            columns == TILE) {                                                                     \
          transpose_##WIDTH(                                                                       \
              from, inner.source_stride * WIDTH, to, outer.target_stride * WIDTH);                 \
          continue;                                                                                \
        }                                                                                          \
        for (int64_t r = 0; r < rows; r++)                                                         \
          for (int64_t c = 0; c < columns; c++)                                                    \
            memcpy(                                                                                \
                to + (r * outer.target_stride + c * inner.target_stride) * WIDTH,                  \
                from + (r * outer.source_stride + c * inner.source_stride) * WIDTH, WIDTH);        \
      }                                                                                            \
    }                                                                                              \
  }

// A tile whose rows are read and whose columns are written one element after the other: the pitches are
// the bytes from one row of the source, one row of the target, to the next.
#define NO_TRANSPOSE(WIDTH)                                                                        \
  static inline void transpose_##WIDTH(const uint8_t *s, int64_t sp, uint8_t *t, int64_t tp) {     \
    (void)s, (void)sp, (void)t, (void)tp;                                                          \
  }

#if RECAST_X86
// SSE2 is part of every processor of this kind.
#define TILED 1

static inline void transpose_4(
    const uint8_t *source, int64_t source_pitch, uint8_t *target, int64_t target_pitch) {
  for (int64_t c = 0; c < TILE; c += 4)
    for (int64_t r = 0; r < TILE; r += 4) {
      const uint8_t *from = source + c * source_pitch + r * 4;
      uint8_t *to = target + r * target_pitch + c * 4;
      __m128 a = _mm_loadu_ps((const float *)from);
      __m128 b = _mm_loadu_ps((const float *)(from + source_pitch));
      __m128 d = _mm_loadu_ps((const float *)(from + 2 * source_pitch));
      __m128 e = _mm_loadu_ps((const float *)(from + 3 * source_pitch));
      _MM_TRANSPOSE4_PS(a, b, d, e);
      _mm_storeu_ps((float *)to, a);
      _mm_storeu_ps((float *)(to + target_pitch), b);
      _mm_storeu_ps((float *)(to + 2 * target_pitch), d);
      _mm_storeu_ps((float *)(to + 3 * target_pitch), e);
    }
}

static inline void transpose_2(
    const uint8_t *source, int64_t source_pitch, uint8_t *target, int64_t target_pitch) {
  for (int64_t c = 0; c < TILE; c += 8)
    for (int64_t r = 0; r < TILE; r += 8) {
      const uint8_t *from = source + c * source_pitch + r * 2;
      uint8_t *to = target + r * target_pitch + c * 2;
      __m128i row[8], pair[8], quad[8];
      for (int i = 0; i < 8; i++)
        row[i] = _mm_loadu_si128((const __m128i *)(from + i * source_pitch));
      for (int i = 0; i < 4; i++) {
        pair[2 * i] = _mm_unpacklo_epi16(row[2 * i], row[2 * i + 1]);
        pair[2 * i + 1] = _mm_unpackhi_epi16(row[2 * i], row[2 * i + 1]);
      }
      for (int i = 0; i < 2; i++) {
        quad[4 * i] = _mm_unpacklo_epi32(pair[4 * i], pair[4 * i + 2]);
        quad[4 * i + 1] = _mm_unpackhi_epi32(pair[4 * i], pair[4 * i + 2]);
        quad[4 * i + 2] = _mm_unpacklo_epi32(pair[4 * i + 1], pair[4 * i + 3]);
        quad[4 * i + 3] = _mm_unpackhi_epi32(pair[4 * i + 1], pair[4 * i + 3]);
      }
      for (int i = 0; i < 4; i++) {
        _mm_storeu_si128(
            (__m128i *)(to + 2 * i * target_pitch), _mm_unpacklo_epi64(quad[i], quad[i + 4]));
        _mm_storeu_si128(
            (__m128i *)(to + (2 * i + 1) * target_pitch), _mm_unpackhi_epi64(quad[i], quad[i + 4]));
      }
    }
}
#else
#define TILED 0
NO_TRANSPOSE(4)
NO_TRANSPOSE(2)
#endif
NO_TRANSPOSE(1)
NO_TRANSPOSE(8)
NO_TRANSPOSE(16)

GATHER(1, 0)
GATHER(2, TILED)
GATHER(4, TILED)
GATHER(8, 0)
GATHER(16, 0)

static void gather(
    const uint8_t *source, uint8_t *target, int rank, const struct axis *axes, int64_t width,
    plane_gather plane) {
  if (rank == 2) return plane(source, target, axes[0], axes[1]);
  for (int64_t i = 0; i < axes[0].size; i++)
    gather(
        source + i * axes[0].source_stride * width, target + i * axes[0].target_stride * width,
        rank - 1, axes + 1, width, plane);
}

// Joins axes that are one run in the source as they are in the target, and leaves out those of size 1.
static int joined_axes(struct axis *axes, int rank) {
  int count = 0;
  for (int i = 0; i < rank; i++) {
    if (axes[i].size == 1) continue;
    struct axis *last = count > 0 ? &axes[count - 1] : NULL;
    if (last && last->source_stride == axes[i].size * axes[i].source_stride) {
      last->size *= axes[i].size;
      last->source_stride = axes[i].source_stride;
      last->target_stride = axes[i].target_stride;
    } else {
      axes[count++] = axes[i];
    }
  }
  return count;
}

// Moves the axis along which the source's elements follow one another beside the one along which the
// target's do, which is the last: a plane of these two touches whole cache lines on both sides.
static void choose_plane(struct axis *axes, int rank) {
  if (axes[rank - 1].source_stride == 1 || axes[rank - 1].source_stride == -1) return;
  for (int i = 0; i < rank - 2; i++) {
    if (axes[i].source_stride != 1) continue;
    struct axis chosen = axes[i];
    memmove(axes + i, axes + i + 1, (size_t)(rank - 2 - i) * sizeof *axes);
    axes[rank - 2] = chosen;
    return;
  }
}

void recast_gather_strided(
    const uint8_t *source, uint8_t *target, int rank, const int64_t *shape, const int64_t *strides,
    size_t element_byte_count) {
  plane_gather plane;
  switch (element_byte_count) {
  case 1: plane = gather_1; break;
  case 2: plane = gather_2; break;
  case 4: plane = gather_4; break;
  case 8: plane = gather_8; break;
  case 16: plane = gather_16; break;
  default: return;
  }
  int64_t width = (int64_t)element_byte_count;
  int64_t step = 1;
  for (int i = 0; i < rank; i++) {
    if (shape[i] == 0) return;
    step *= shape[i];
  }
  // A view of more axes than any tensor has is cut along its first ones.
  if (rank > MOST_AXES) {
    step /= shape[0];
    for (int64_t i = 0; i < shape[0]; i++)
      recast_gather_strided(
          source + i * strides[0] * width, target + i * step * width, rank - 1, shape + 1,
          strides + 1, element_byte_count);
    return;
  }
  struct axis axes[MOST_AXES + 2];
  for (int i = 0; i < rank; i++) {
    step /= shape[i];
    axes[i] = (struct axis){shape[i], strides[i], step};
  }
  int count = joined_axes(axes, rank);
  // A plane has two axes.
  while (count < 2) {
    memmove(axes + 1, axes, (size_t)count * sizeof *axes);
    axes[0] = (struct axis){1, 0, 0};
    if (count++ == 0) axes[0] = (struct axis){1, 1, 1};
  }
  choose_plane(axes, count);
  gather(source, target, count, axes, width, plane);
}
