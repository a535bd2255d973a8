#define _GNU_SOURCE
#include "recast_byteio.h"

#include <bzlib.h>
#include <errno.h>
#include <limits.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK = 256 << 10 };
static const uint64_t XZ_MEMORY_LIMIT = 512ull << 20;

// One run: where the next input comes from, where the output goes, and how far both are.
struct run {
  int source, target;
  int64_t offset, left, target_offset, limit;
  // Input that was read and not consumed.
  uint8_t *input;
  size_t available, position;
  uint8_t *output;
  struct recast_decompression *result;
};

typedef enum recast_decompression_status status;

// Reads the next block once the last is consumed; `available` stays 0 at the end of the range.
static status refill(struct run *run) {
  if (run->available > 0 || run->left == 0) return RECAST_DECOMPRESSED;
  size_t wanted = run->left < BLOCK ? (size_t)run->left : BLOCK;
  for (;;) {
    ssize_t received = pread(run->source, run->input, wanted, run->offset);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) {
      run->result->error_number = received < 0 ? errno : 0;
      return RECAST_READ_FAILED;
    }
    run->offset += received;
    run->left -= received;
    run->available = (size_t)received;
    run->position = 0;
    return RECAST_DECOMPRESSED;
  }
}

static void consume(struct run *run, size_t count) {
  run->position += count;
  run->available -= count;
  run->result->consumed += (int64_t)count;
}

// Writes what was produced into the output block.
static status emit(struct run *run, size_t count) {
  if ((int64_t)count > run->limit - run->result->produced) return RECAST_OVER_LIMIT;
  run->result->crc32 = recast_crc32(run->result->crc32, run->output, count);
  size_t done = 0;
  while (done < count) {
    ssize_t written = pwrite(
        run->target, run->output + done, count - done,
        run->target_offset + run->result->produced);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      run->result->error_number = written < 0 ? errno : ENOSPC;
      return RECAST_WRITE_FAILED;
    }
    done += (size_t)written;
    run->result->produced += written;
  }
  return RECAST_DECOMPRESSED;
}

// Whether the rest of the input is zero bytes, which gzip takes for padding of a tape.
static status skip_zeros(struct run *run) {
  for (;;) {
    status state = refill(run);
    if (state != RECAST_DECOMPRESSED) return state;
    if (run->available == 0) return RECAST_DECOMPRESSED;
    while (run->available > 0) {
      if (run->input[run->position] != 0) return RECAST_TRAILING_BYTES;
      consume(run, 1);
    }
  }
}

static status inflate_failure(const z_stream *stream, int code) {
  if (code == Z_MEM_ERROR) return RECAST_OVER_MEMORY;
  if (code == Z_NEED_DICT) return RECAST_UNSUPPORTED;
  const char *text = stream->msg;
  if (text && (strcmp(text, "incorrect data check") == 0 ||
               strcmp(text, "incorrect length check") == 0))
    return RECAST_CHECKSUM_WRONG;
  return RECAST_CORRUPT;
}

static status run_inflate(struct run *run, int is_gzip) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (inflateInit2(&stream, is_gzip ? 15 + 16 : -15) != Z_OK) return RECAST_OVER_MEMORY;
  status state;
  for (;;) {
    state = refill(run);
    if (state != RECAST_DECOMPRESSED) break;
    if (run->available == 0) {
      state = RECAST_INPUT_ENDS;
      break;
    }
    stream.next_in = run->input + run->position;
    stream.avail_in = (uInt)run->available;
    stream.next_out = run->output;
    stream.avail_out = BLOCK;
    int code = inflate(&stream, Z_NO_FLUSH);
    consume(run, run->available - stream.avail_in);
    state = emit(run, BLOCK - stream.avail_out);
    if (state != RECAST_DECOMPRESSED) break;
    if (code == Z_BUF_ERROR && run->available == 0) continue;
    if (code != Z_OK && code != Z_STREAM_END) {
      state = inflate_failure(&stream, code);
      break;
    }
    // Output that is left is given out by further calls with no input.
    while (code == Z_OK && stream.avail_in == 0 && stream.avail_out == 0) {
      stream.next_out = run->output;
      stream.avail_out = BLOCK;
      code = inflate(&stream, Z_NO_FLUSH);
      state = emit(run, BLOCK - stream.avail_out);
      if (state != RECAST_DECOMPRESSED) goto done;
      if (code == Z_BUF_ERROR) code = Z_OK;
      if (code != Z_OK && code != Z_STREAM_END) {
        state = inflate_failure(&stream, code);
        goto done;
      }
    }
    if (code != Z_STREAM_END) continue;
    state = refill(run);
    if (state != RECAST_DECOMPRESSED) break;
    if (run->available == 0) break;
    if (!is_gzip) {
      state = RECAST_TRAILING_BYTES;
      break;
    }
    if (run->input[run->position] != 0x1F) {
      state = skip_zeros(run);
      break;
    }
    inflateReset(&stream);
  }
done:
  inflateEnd(&stream);
  return state;
}

static status run_bzip2(struct run *run) {
  for (;;) {
    bz_stream stream;
    memset(&stream, 0, sizeof stream);
    if (BZ2_bzDecompressInit(&stream, 0, 0) != BZ_OK) return RECAST_OVER_MEMORY;
    int code = BZ_OK;
    status state = RECAST_DECOMPRESSED;
    while (code == BZ_OK && state == RECAST_DECOMPRESSED) {
      state = refill(run);
      if (state != RECAST_DECOMPRESSED) break;
      int at_end = run->available == 0;
      stream.next_in = (char *)run->input + run->position;
      stream.avail_in = (unsigned)run->available;
      stream.next_out = (char *)run->output;
      stream.avail_out = BLOCK;
      code = BZ2_bzDecompress(&stream);
      consume(run, run->available - stream.avail_in);
      state = emit(run, BLOCK - stream.avail_out);
      if (state == RECAST_DECOMPRESSED && code == BZ_OK && at_end && stream.avail_out == BLOCK)
        state = RECAST_INPUT_ENDS;
    }
    BZ2_bzDecompressEnd(&stream);
    if (state != RECAST_DECOMPRESSED) return state;
    // Something that is no stream behind the first one is not part of the data.
    if (code == BZ_DATA_ERROR_MAGIC)
      return run->result->produced > 0 ? RECAST_TRAILING_BYTES : RECAST_CORRUPT;
    if (code == BZ_MEM_ERROR) return RECAST_OVER_MEMORY;
    if (code != BZ_STREAM_END) return RECAST_CORRUPT;
    state = refill(run);
    if (state != RECAST_DECOMPRESSED || run->available == 0) return state;
  }
}

static status run_xz(struct run *run) {
  lzma_stream stream = LZMA_STREAM_INIT;
  uint32_t flags = LZMA_CONCATENATED | LZMA_TELL_UNSUPPORTED_CHECK;
  if (lzma_stream_decoder(&stream, XZ_MEMORY_LIMIT, flags) != LZMA_OK) return RECAST_OVER_MEMORY;
  status state;
  for (;;) {
    state = refill(run);
    if (state != RECAST_DECOMPRESSED) break;
    lzma_action action = run->available == 0 ? LZMA_FINISH : LZMA_RUN;
    stream.next_in = run->input + run->position;
    stream.avail_in = run->available;
    stream.next_out = run->output;
    stream.avail_out = BLOCK;
    lzma_ret code = lzma_code(&stream, action);
    consume(run, run->available - stream.avail_in);
    state = emit(run, BLOCK - stream.avail_out);
    if (state != RECAST_DECOMPRESSED || code == LZMA_STREAM_END) break;
    switch (code) {
    case LZMA_OK: continue;
    case LZMA_BUF_ERROR: state = RECAST_INPUT_ENDS; break;
    case LZMA_MEM_ERROR:
    case LZMA_MEMLIMIT_ERROR: state = RECAST_OVER_MEMORY; break;
    case LZMA_OPTIONS_ERROR:
    case LZMA_UNSUPPORTED_CHECK: state = RECAST_UNSUPPORTED; break;
    case LZMA_FORMAT_ERROR:
      state = run->result->produced > 0 ? RECAST_TRAILING_BYTES : RECAST_CORRUPT;
      break;
    default: state = RECAST_CORRUPT;
    }
    break;
  }
  lzma_end(&stream);
  return state;
}

status recast_decompress(
    enum recast_codec codec, int source, int64_t offset, int64_t count, int target,
    int64_t target_offset, int64_t limit, struct recast_decompression *result) {
  memset(result, 0, sizeof *result);
  struct run run = {
      .source = source, .target = target, .offset = offset, .left = count,
      .target_offset = target_offset, .limit = limit, .result = result};
  run.input = malloc(BLOCK);
  run.output = malloc(BLOCK);
  status state = RECAST_OVER_MEMORY;
  if (run.input && run.output) {
    switch (codec) {
    case RECAST_DEFLATE: state = run_inflate(&run, 0); break;
    case RECAST_GZIP: state = run_inflate(&run, 1); break;
    case RECAST_BZIP2: state = run_bzip2(&run); break;
    case RECAST_XZ: state = run_xz(&run); break;
    }
  }
  free(run.input);
  free(run.output);
  return state;
}
