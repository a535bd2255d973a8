#include "processor.h"

#include <zlib.h>

#if RECAST_X86

// The method of Intel's paper on CRC by carry-less multiplication, with the constants for zip's
// polynomial, whose bits are reflected: four streams of 128 bits are folded into one, then 128 bits into
// 64, 64 into 32, and those are reduced by Barrett's method. `count` is a multiple of 16, 64 at least.
__attribute__((target("pclmul,sse4.1"))) static uint32_t crc32_multiplied(
    uint32_t value, const uint8_t *bytes, size_t count) {
  const __m128i by_512 = _mm_set_epi64x(0x01C6E41596, 0x0154442BD4);
  const __m128i by_128 = _mm_set_epi64x(0x00CCAA009E, 0x01751997D0);
  const __m128i by_64 = _mm_set_epi64x(0, 0x0163CD6124);
  const __m128i reduction = _mm_set_epi64x(0x01F7011641, 0x01DB710641);
  const __m128i low_words = _mm_setr_epi32(-1, 0, -1, 0);
#define LOAD(OFFSET) _mm_loadu_si128((const __m128i *)(bytes + (OFFSET)))
#define FOLD(STREAM, FACTORS, NEXT)                                                                \
  _mm_xor_si128(                                                                                   \
      _mm_xor_si128(                                                                               \
          _mm_clmulepi64_si128(STREAM, FACTORS, 0x00), _mm_clmulepi64_si128(STREAM, FACTORS, 0x11)), \
      NEXT)
  __m128i a = _mm_xor_si128(LOAD(0), _mm_cvtsi32_si128((int)value));
  __m128i b = LOAD(16), c = LOAD(32), d = LOAD(48);
  bytes += 64;
  count -= 64;
  while (count >= 64) {
    a = FOLD(a, by_512, LOAD(0));
    b = FOLD(b, by_512, LOAD(16));
    c = FOLD(c, by_512, LOAD(32));
    d = FOLD(d, by_512, LOAD(48));
    bytes += 64;
    count -= 64;
  }
  a = FOLD(a, by_128, b);
  a = FOLD(a, by_128, c);
  a = FOLD(a, by_128, d);
  while (count >= 16) {
    a = FOLD(a, by_128, LOAD(0));
    bytes += 16;
    count -= 16;
  }
#undef FOLD
#undef LOAD
  a = _mm_xor_si128(_mm_srli_si128(a, 8), _mm_clmulepi64_si128(a, by_128, 0x10));
  a = _mm_xor_si128(
      _mm_srli_si128(a, 4), _mm_clmulepi64_si128(_mm_and_si128(a, low_words), by_64, 0x00));
  __m128i t = _mm_clmulepi64_si128(_mm_and_si128(a, low_words), reduction, 0x10);
  t = _mm_clmulepi64_si128(_mm_and_si128(t, low_words), reduction, 0x00);
  return (uint32_t)_mm_extract_epi32(_mm_xor_si128(a, t), 1);
}

#endif

uint32_t recast_crc32(uint32_t value, const uint8_t *bytes, size_t count) {
#if RECAST_X86
  if (count >= 256 && RECAST_HAS("pclmul") && RECAST_HAS("sse4.1")) {
    size_t whole = count & ~(size_t)15;
    value = ~crc32_multiplied(~value, bytes, whole);
    bytes += whole;
    count -= whole;
  }
#endif
  return (uint32_t)crc32_z(value, bytes, count);
}
