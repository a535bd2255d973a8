// What Swift's overlay of the C library lacks, and the loops that Swift compiles slowly.
#ifndef RECAST_BYTEIO_H
#define RECAST_BYTEIO_H

#include <stddef.h>
#include <stdint.h>

// Copies up to `count` bytes between files inside the kernel; returns the bytes copied or -errno.
int64_t recast_copy_file_range(int source, int64_t source_offset, int target, size_t count);

// Writes a file in order from an offset, in large blocks past the page cache where the file system can do
// that: one thread writes a block while the caller fills the next.
struct recast_writer;
// Starts at an offset that is a multiple of 4096; NULL without memory or a thread.
struct recast_writer *recast_writer_start(int file, int64_t offset);
// Memory for the next bytes, at least one; waits until there is some.
uint8_t *recast_writer_room(struct recast_writer *writer, size_t *count);
// Takes as many bytes of that memory as were filled; returns 0, or the errno of an earlier write.
int recast_writer_advance(struct recast_writer *writer, size_t count);
// Waits until the system has every byte; returns 0 or errno. More may follow.
int recast_writer_drain(struct recast_writer *writer);
// Ends the thread; what was not drained may be lost.
void recast_writer_stop(struct recast_writer *writer);

// Exchanges what two paths lead to in one step; returns 0 or errno, without a change.
int recast_exchange_files(const char *first, const char *second);

// Remembers a file that a signal must remove; returns a slot, or -1 when all are taken.
int recast_register_temporary(const char *path);
// Forgets a slot once its file is renamed or removed.
void recast_release_temporary(int slot);
// Lets a signal that would end the process wait until each hold was released.
void recast_hold_signals(void);

void recast_release_signals(void);

// Removes what is registered and ends the process by the signal, on SIGINT, SIGTERM, SIGHUP.
void recast_install_signal_handlers(void);

// Locks a folder for this process, or tries to; returns a descriptor that holds the lock, or -errno.
int recast_lock_folder(const char *path, int waits);

// Watches a folder for files that are written or moved there; returns a descriptor or -errno.
int recast_watch_folder(const char *path);
// Waits until something happened in a watched folder, at most some milliseconds; returns whether it
// did. Without a watch (-1) it only waits.
int recast_await_change(int watch, int milliseconds);

// Writes a strided box of elements of 1, 2, 4, 8 or 16 bytes as contiguous row-major bytes.
// `shape` and `strides` (in elements) have `rank` entries; `source` points at element 0 of the view.
// The caller has checked that every element lies inside its buffer.
void recast_gather_strided(
    const uint8_t *source, uint8_t *target, int rank, const int64_t *shape, const int64_t *strides,
    size_t element_byte_count);

// Rounds to nearest, ties to even; NaN stays NaN. What narrows returns how many finite numbers became
// infinite.
size_t recast_float32_to_float16(const uint8_t *source, uint8_t *target, size_t count);
size_t recast_float32_to_bfloat16(const uint8_t *source, uint8_t *target, size_t count);
void recast_float16_to_float32(const uint8_t *source, uint8_t *target, size_t count);
void recast_bfloat16_to_float32(const uint8_t *source, uint8_t *target, size_t count);
size_t recast_float64_to_float32(const uint8_t *source, uint8_t *target, size_t count);
void recast_float32_to_float64(const uint8_t *source, uint8_t *target, size_t count);
// The numbers whose bit patterns a table of 256 gives for each byte.
void recast_bytes_to_float32(
    const uint8_t *source, uint8_t *target, size_t count, const uint32_t *table);

// Reverses the bytes of each of `count` elements of 2, 4 or 8 bytes.
void recast_swap_bytes(uint8_t *bytes, size_t count, size_t width);
// Flips the masked bits of the bytes `first`, `first + step`, … of `byte_count`.
void recast_flip_bits(uint8_t *bytes, size_t byte_count, size_t first, size_t step, uint8_t mask);
// Negates each of `count` integers of 1, 2, 4 or 8 bytes, modulo their width.
void recast_negate_integers(uint8_t *bytes, size_t count, size_t width);

// Makes every loop that follows the portable one, or lets the processor's be used again: for tests that
// compare them.
void recast_use_only_portable_loops(int only);

// zlib's CRC-32 of more bytes after what `value` covers; 0 before the first.
uint32_t recast_crc32(uint32_t value, const uint8_t *bytes, size_t count);

// The folder for temporary files: the one that TMPDIR names, else /tmp.
const char *recast_temporary_folder(void);

// Opens a file without a name in a folder; returns a descriptor or -errno.
int recast_open_temporary(const char *folder);

enum recast_codec { RECAST_DEFLATE, RECAST_GZIP, RECAST_BZIP2, RECAST_XZ };

enum recast_decompression_status {
  RECAST_DECOMPRESSED,
  RECAST_READ_FAILED,
  RECAST_WRITE_FAILED,
  // The input ends before the compressed data does.
  RECAST_INPUT_ENDS,
  RECAST_CORRUPT,
  // A checksum or a size inside the compressed data is wrong.
  RECAST_CHECKSUM_WRONG,
  // Bytes follow that do not belong to the compressed data.
  RECAST_TRAILING_BYTES,
  RECAST_OVER_LIMIT,
  RECAST_OVER_MEMORY,
  RECAST_UNSUPPORTED,
};

struct recast_decompression {
  int64_t consumed;
  int64_t produced;
  uint32_t crc32;
  int error_number;
};

// Decompresses `count` bytes of a file at `offset` into another at `target_offset`, with fixed
// memory; stops before more than `limit` bytes are written.
enum recast_decompression_status recast_decompress(
    enum recast_codec codec, int source, int64_t offset, int64_t count, int target,
    int64_t target_offset, int64_t limit, struct recast_decompression *result);

// Pages of memory that read as zero and take room only where they are written to; NULL without room.
void *recast_pages_allocate(int64_t count);

// The pages with their contents in a larger room, at another place perhaps; NULL without room.
void *recast_pages_grow(void *pages, int64_t count, int64_t larger);

void recast_pages_release(void *pages, int64_t count);

// Pages for a while, with whatever was in them; a few that are given back are kept for the next who
// asks, since making pages of zeros takes longer than filling them. NULL without room.
void *recast_scratch_allocate(int64_t count);

void recast_scratch_release(void *pages, int64_t count);

#endif
