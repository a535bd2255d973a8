#include "recast_byteio.h"

#include <string.h>

void recast_swap_bytes(uint8_t *bytes, size_t count, size_t width) {
  switch (width) {
  case 2:
    for (size_t i = 0; i < count; i++) {
      uint16_t value;
      memcpy(&value, bytes + 2 * i, 2);
      value = __builtin_bswap16(value);
      memcpy(bytes + 2 * i, &value, 2);
    }
    break;
  case 4:
    for (size_t i = 0; i < count; i++) {
      uint32_t value;
      memcpy(&value, bytes + 4 * i, 4);
      value = __builtin_bswap32(value);
      memcpy(bytes + 4 * i, &value, 4);
    }
    break;
  case 8:
    for (size_t i = 0; i < count; i++) {
      uint64_t value;
      memcpy(&value, bytes + 8 * i, 8);
      value = __builtin_bswap64(value);
      memcpy(bytes + 8 * i, &value, 8);
    }
    break;
  default: break;
  }
}

void recast_flip_bits(
    uint8_t *bytes, size_t byte_count, size_t first, size_t step, uint8_t mask) {
  for (size_t i = first; i < byte_count; i += step) bytes[i] ^= mask;
}

#define NEGATE(TYPE)                                                                              \
  for (size_t i = 0; i < count; i++) {                                                            \
    TYPE value;                                                                                   \
    memcpy(&value, bytes + sizeof value * i, sizeof value);                                       \
    value = (TYPE)(0 - value);                                                                    \
    memcpy(bytes + sizeof value * i, &value, sizeof value);                                       \
  }

void recast_negate_integers(uint8_t *bytes, size_t count, size_t width) {
  switch (width) {
  case 1: NEGATE(uint8_t) break;
  case 2: NEGATE(uint16_t) break;
  case 4: NEGATE(uint32_t) break;
  case 8: NEGATE(uint64_t) break;
  default: break;
  }
}
