// The conversation between `recast` and this process.
//
// Requests arrive on standard input, one answer each leaves on standard output, and the end of
// standard input ends the process. Integers are little-endian; text is UTF-8 and not terminated.
//
//     request  u32 magic          'R' 'C' 'K' '1' in this order in the stream
//              u32 flags          bit 0: answer with the inferred types; the others are zero
//              u32 length, bytes  directory of the model: locations of external data start here
//              u64 length, bytes  a serialized ModelProto
//
//     answer   u32 status         0 valid, 1 invalid, 2 not judged, 3 malformed request
//              u32 length, bytes  message, empty for a valid model
//              u32 count          inferred values, zero unless the model is valid and they were asked
//
//     value    u32 length, bytes  name
//              i32 element type   TensorProto.DataType, 0 where there is none or it is no tensor
//              i32 rank           -1 where it is unknown; otherwise so many dimensions follow
//
//     dim      u8 kind            0 unknown; 1 value: i64; 2 parameter: u32 length, bytes
//
// Payloads stay out of the pipe: the caller sends the structure of a model, whose large initializers
// are external tensors that point at files in the directory. A tensor that a shape is computed from
// (the shape of Reshape, the axes of Squeeze) has to be inline, or the shape is unknown.
//
// After a malformed request nothing more is read, since its end is not known.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace recast {

constexpr uint32_t kWantsTypes = 1;

// No path is longer, and no protobuf message can be.
constexpr uint32_t kLongestDirectory = 64 * 1024;
constexpr uint64_t kLongestModel = INT32_MAX;

enum class Status : uint32_t { valid = 0, invalid = 1, notJudged = 2, malformedRequest = 3 };

struct Request {
  bool wantsTypes = false;
  std::string directory;
  std::string model;
};

struct Dimension {
  enum class Kind : uint8_t { unknown = 0, value = 1, parameter = 2 };
  Kind kind = Kind::unknown;
  int64_t value = 0;
  std::string parameter;
};

struct InferredValue {
  std::string name;
  int32_t elementType = 0;
  bool hasRank = false;
  std::vector<Dimension> dimensions;
};

struct Answer {
  Status status = Status::valid;
  std::string message;
  std::vector<InferredValue> values;
};

enum class Arrival { request, end, malformed };

// Reads one request; `problem` says what is wrong with a malformed one.
Arrival readRequest(int descriptor, Request& request, std::string& problem);

// Writes one answer; false if nobody reads any more.
bool writeAnswer(int descriptor, const Answer& answer);

}  // namespace recast
