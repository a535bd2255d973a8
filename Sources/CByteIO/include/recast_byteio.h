// What Swift's overlay of the C library lacks, and the loops that Swift compiles slowly.
#ifndef RECAST_BYTEIO_H
#define RECAST_BYTEIO_H

#include <stddef.h>
#include <stdint.h>

// Copies up to `count` bytes between files inside the kernel; returns the bytes copied or -errno.
int64_t recast_copy_file_range(int source, int64_t source_offset, int target, size_t count);

// Exchanges what two paths lead to in one step; returns 0 or errno, without a change.
int recast_exchange_files(const char *first, const char *second);

// Remembers a file that a signal must remove; returns a slot, or -1 when all are taken.
int recast_register_temporary(const char *path);
// Forgets a slot once its file is renamed or removed.
void recast_release_temporary(int slot);
// Removes what is registered and ends the process by the signal, on SIGINT, SIGTERM, SIGHUP.
void recast_install_signal_handlers(void);

// Writes a strided box of elements of 1, 2, 4, 8 or 16 bytes as contiguous row-major bytes.
// `shape` and `strides` (in elements) have `rank` entries; `source` points at element 0 of the view.
// The caller has checked that every element lies inside its buffer.
void recast_gather_strided(
    const uint8_t *source, uint8_t *target, int rank, const int64_t *shape, const int64_t *strides,
    size_t element_byte_count);

// Rounds to nearest, ties to even; NaN stays NaN.
void recast_float32_to_float16(const uint8_t *source, uint8_t *target, size_t count);
void recast_float32_to_bfloat16(const uint8_t *source, uint8_t *target, size_t count);
void recast_float16_to_float32(const uint8_t *source, uint8_t *target, size_t count);
void recast_bfloat16_to_float32(const uint8_t *source, uint8_t *target, size_t count);
void recast_float64_to_float32(const uint8_t *source, uint8_t *target, size_t count);
void recast_float32_to_float64(const uint8_t *source, uint8_t *target, size_t count);

#endif
