#include "recast_byteio.h"

#include <zlib.h>

uint32_t recast_crc32(uint32_t value, const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(value, bytes, count);
}
