#include "recast_byteio.h"

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

size_t recast_float32_to_float16(const uint8_t *source, uint8_t *target, size_t count) {
  size_t overflow_count = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits = load32(source, i);
    uint16_t half = half_from_float(bits);
    overflow_count += overflows(bits, 0x477FF000u);
    memcpy(target + 2 * i, &half, 2);
  }
  return overflow_count;
}

void recast_float16_to_float32(const uint8_t *source, uint8_t *target, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits = float_from_half(load16(source, i));
    memcpy(target + 4 * i, &bits, 4);
  }
}

size_t recast_float32_to_bfloat16(const uint8_t *source, uint8_t *target, size_t count) {
  size_t overflow_count = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits = load32(source, i);
    uint32_t rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
    uint32_t quiet = (bits >> 16) | 0x40u;
    uint16_t result = (uint16_t)((bits & 0x7FFFFFFFu) > 0x7F800000u ? quiet : rounded);
    overflow_count += overflows(bits, 0x7F7F8000u);
    memcpy(target + 2 * i, &result, 2);
  }
  return overflow_count;
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
