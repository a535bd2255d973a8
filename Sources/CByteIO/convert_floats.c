#include "processor.h"

#include <math.h>
#include <string.h>

static inline uint32_t load32(const uint8_t *source, size_t i) {
  uint32_t bits;
  memcpy(&bits, source + 4 * i, 4);
  return bits;
}

static inline uint16_t load16(const uint8_t *source, size_t i) {
  uint16_t bits;
  memcpy(&bits, source + 2 * i, 2);
  return bits;
}

_Atomic int recast_only_portable = 0;

void recast_use_only_portable_loops(int only) { recast_only_portable = only; }

// IEEE 754 binary32 to binary16, round to nearest even.
static inline uint16_t half_from_float(uint32_t bits) {
  uint32_t sign = (bits >> 16) & 0x8000u;
  uint32_t magnitude = bits & 0x7FFFFFFFu;
  if (magnitude >= 0x7F800000u)  // infinity, or NaN kept quiet with its upper payload
    return (uint16_t)(sign | 0x7C00u |
                      (magnitude > 0x7F800000u ? 0x200u | ((magnitude >> 13) & 0x3FFu) : 0));
  if (magnitude >= 0x477FF000u) return (uint16_t)(sign | 0x7C00u);  // rounds past 65504
  if (magnitude < 0x38800000u) {                                    // subnormal or zero
    if (magnitude < 0x33000000u) return (uint16_t)sign;
    uint32_t shift = 126u - (magnitude >> 23);
    uint32_t significand = (magnitude & 0x7FFFFFu) | 0x800000u;
    uint32_t kept = significand >> shift;
    uint32_t rest = significand & ((1u << shift) - 1u);
    uint32_t halfway = 1u << (shift - 1u);
    return (uint16_t)(sign | (kept + (rest > halfway || (rest == halfway && (kept & 1u)))));
  }
  uint32_t rebased = magnitude - 0x38000000u;
  return (uint16_t)(sign | ((rebased + 0xFFFu + ((rebased >> 13) & 1u)) >> 13));
}

static inline uint32_t float_from_half(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000u) << 16;
  uint32_t exponent = (half >> 10) & 0x1Fu;
  uint32_t significand = half & 0x3FFu;
  if (exponent == 0x1Fu) return sign | 0x7F800000u | (significand << 13);
  if (exponent) return sign | ((exponent + 112u) << 23) | (significand << 13);
  if (!significand) return sign;
  uint32_t shift = 0;
  while (!(significand & 0x400u)) {
    significand <<= 1;
    shift++;
  }
  return sign | ((113u - shift) << 23) | ((significand & 0x3FFu) << 13);
}

// Whether a magnitude is finite and not below the least that rounds to infinity.
static inline size_t overflows(uint32_t bits, uint32_t least) {
  uint32_t magnitude = bits & 0x7FFFFFFFu;
  return magnitude >= least && magnitude < 0x7F800000u;
}

static inline __attribute__((always_inline)) size_t narrow_to_bfloat16(
    const uint8_t *source, uint8_t *target, size_t count) {
  size_t overflow_count = 0;
  // Counts of one block fit the width of an element, so that the loop has one width.
  for (size_t start = 0; start < count; start += 1 << 16) {
    size_t end = count - start < 1 << 16 ? count : start + (1 << 16);
    uint32_t overflowing = 0;
    for (size_t i = start; i < end; i++) {
      uint32_t bits = load32(source, i);
      uint32_t magnitude = bits & 0x7FFFFFFFu;
      uint32_t rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
      uint32_t quiet = (bits >> 16) | 0x40u;
      uint16_t result = (uint16_t)(magnitude > 0x7F800000u ? quiet : rounded);
      overflowing += (magnitude >= 0x7F7F8000u) & (magnitude < 0x7F800000u);
      memcpy(target + 2 * i, &result, 2);
    }
    overflow_count += overflowing;
  }
  return overflow_count;
}

static size_t narrow_to_float16(const uint8_t *source, uint8_t *target, size_t count) {
  size_t overflow_count = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits = load32(source, i);
    uint16_t half = half_from_float(bits);
    overflow_count += overflows(bits, 0x477FF000u);
    memcpy(target + 2 * i, &half, 2);
  }
  return overflow_count;
}

static void widen_from_float16(const uint8_t *source, uint8_t *target, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits = float_from_half(load16(source, i));
    memcpy(target + 4 * i, &bits, 4);
  }
}

#if RECAST_X86

__attribute__((target("avx2"))) static size_t narrow_to_bfloat16_avx2(
    const uint8_t *source, uint8_t *target, size_t count) {
  return narrow_to_bfloat16(source, target, count);
}

// The processor's own conversion gives the same bits, those of NaN among them.
__attribute__((target("avx2,f16c"))) static size_t narrow_to_float16_f16c(
    const uint8_t *source, uint8_t *target, size_t count) {
  const __m256i magnitudes = _mm256_set1_epi32(0x7FFFFFFF);
  const __m256i below = _mm256_set1_epi32(0x477FEFFF);
  const __m256i infinity = _mm256_set1_epi32(0x7F800000);
  size_t whole = count & ~(size_t)7;
  size_t overflow_count = 0;
  for (size_t i = 0; i < whole; i += 8) {
    __m256i bits = _mm256_loadu_si256((const __m256i *)(source + 4 * i));
    __m256i magnitude = _mm256_and_si256(bits, magnitudes);
    __m256i overflowing = _mm256_and_si256(
        _mm256_cmpgt_epi32(magnitude, below), _mm256_cmpgt_epi32(infinity, magnitude));
    overflow_count +=
        (size_t)__builtin_popcount((unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(overflowing)));
    _mm_storeu_si128(
        (__m128i *)(target + 2 * i),
        _mm256_cvtps_ph(_mm256_castsi256_ps(bits), _MM_FROUND_TO_NEAREST_INT));
  }
  return overflow_count + narrow_to_float16(source + 4 * whole, target + 2 * whole, count - whole);
}

// The processor would change NaNs that signal; eight numbers that have infinity's exponent among them are
// left to the portable loop.
__attribute__((target("avx2,f16c"))) static void widen_from_float16_f16c(
    const uint8_t *source, uint8_t *target, size_t count) {
  const __m128i exponents = _mm_set1_epi16(0x7C00);
  size_t whole = count & ~(size_t)7;
  for (size_t i = 0; i < whole; i += 8) {
    __m128i bits = _mm_loadu_si128((const __m128i *)(source + 2 * i));
    __m128i special = _mm_cmpeq_epi16(_mm_and_si128(bits, exponents), exponents);
    if (_mm_movemask_epi8(special))
      widen_from_float16(source + 2 * i, target + 4 * i, 8);
    else
      _mm256_storeu_ps((float *)(target + 4 * i), _mm256_cvtph_ps(bits));
  }
  widen_from_float16(source + 2 * whole, target + 4 * whole, count - whole);
}

#endif

size_t recast_float32_to_float16(const uint8_t *source, uint8_t *target, size_t count) {
#if RECAST_X86
  if (RECAST_HAS("avx2") && RECAST_HAS("f16c")) return narrow_to_float16_f16c(source, target, count);
#endif
  return narrow_to_float16(source, target, count);
}

void recast_float16_to_float32(const uint8_t *source, uint8_t *target, size_t count) {
#if RECAST_X86
  if (RECAST_HAS("avx2") && RECAST_HAS("f16c")) return widen_from_float16_f16c(source, target, count);
#endif
  widen_from_float16(source, target, count);
}

size_t recast_float32_to_bfloat16(const uint8_t *source, uint8_t *target, size_t count) {
#if RECAST_X86
  if (RECAST_HAS("avx2")) return narrow_to_bfloat16_avx2(source, target, count);
#endif
  return narrow_to_bfloat16(source, target, count);
}

void recast_bfloat16_to_float32(const uint8_t *source, uint8_t *target, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits = (uint32_t)load16(source, i) << 16;
    memcpy(target + 4 * i, &bits, 4);
  }
}

size_t recast_float64_to_float32(const uint8_t *source, uint8_t *target, size_t count) {
  size_t overflow_count = 0;
  for (size_t i = 0; i < count; i++) {
    double wide;
    memcpy(&wide, source + 8 * i, 8);
    float narrow = (float)wide;
    overflow_count += isinf(narrow) && isfinite(wide);
    memcpy(target + 4 * i, &narrow, 4);
  }
  return overflow_count;
}

void recast_float32_to_float64(const uint8_t *source, uint8_t *target, size_t count) {
  for (size_t i = 0; i < count; i++) {
    float narrow;
    memcpy(&narrow, source + 4 * i, 4);
    double wide = narrow;
    memcpy(target + 8 * i, &wide, 8);
  }
}

void recast_bytes_to_float32(
    const uint8_t *source, uint8_t *target, size_t count, const uint32_t *table) {
  for (size_t i = 0; i < count; i++) memcpy(target + 4 * i, &table[source[i]], 4);
}
