#include "protocol.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace recast {
namespace {

// The bytes that arrived; fewer than asked only at the end of the stream or on an error.
size_t readFully(int descriptor, char* bytes, size_t count) {
  size_t done = 0;
  while (done < count) {
    ssize_t arrived = ::read(descriptor, bytes + done, count - done);
    if (arrived < 0 && errno == EINTR) continue;
    if (arrived <= 0) break;
    done += static_cast<size_t>(arrived);
  }
  return done;
}

template <typename Integer>
bool readInteger(int descriptor, Integer& value) {
  unsigned char bytes[sizeof(Integer)];
  if (readFully(descriptor, reinterpret_cast<char*>(bytes), sizeof bytes) != sizeof bytes) {
    return false;
  }
  value = 0;
  for (size_t index = sizeof bytes; index > 0; --index) {
    value = static_cast<Integer>(value << 8) | bytes[index - 1];
  }
  return true;
}

// Grows with what arrives, so a false length costs no memory.
bool readText(int descriptor, uint64_t length, std::string& text) {
  constexpr uint64_t step = 1 << 20;
  text.clear();
  while (text.size() < length) {
    size_t start = text.size();
    size_t wanted = static_cast<size_t>(std::min(step, length - start));
    text.resize(start + wanted);
    if (readFully(descriptor, &text[start], wanted) != wanted) return false;
  }
  return true;
}

class Encoder {
 public:
  template <typename Integer>
  void integer(Integer value) {
    auto bits = static_cast<uint64_t>(value);
    for (size_t index = 0; index < sizeof(Integer); ++index) {
      bytes_.push_back(static_cast<char>((bits >> (8 * index)) & 0xFF));
    }
  }

  void text(const std::string& value) {
    integer(static_cast<uint32_t>(value.size()));
    bytes_ += value;
  }

  void value(const InferredValue& value) {
    text(value.name);
    integer(value.elementType);
    integer(value.hasRank ? static_cast<int32_t>(value.dimensions.size()) : int32_t{-1});
    for (const Dimension& dimension : value.dimensions) {
      integer(static_cast<uint8_t>(dimension.kind));
      if (dimension.kind == Dimension::Kind::value) integer(dimension.value);
      if (dimension.kind == Dimension::Kind::parameter) text(dimension.parameter);
    }
  }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace

Arrival readRequest(int descriptor, Request& request, std::string& problem) {
  char first;
  if (readFully(descriptor, &first, 1) == 0) return Arrival::end;

  char rest[3];
  if (readFully(descriptor, rest, sizeof rest) != sizeof rest || first != 'R' || rest[0] != 'C' ||
      rest[1] != 'K' || rest[2] != '1') {
    problem = "a request starts with RCK1";
    return Arrival::malformed;
  }
  uint32_t flags = 0;
  uint32_t directoryLength = 0;
  uint64_t modelLength = 0;
  problem = "the request ends early";
  if (!readInteger(descriptor, flags)) return Arrival::malformed;
  if ((flags & ~kWantsTypes) != 0) {
    problem = "unknown flags " + std::to_string(flags);
    return Arrival::malformed;
  }
  if (!readInteger(descriptor, directoryLength)) return Arrival::malformed;
  if (directoryLength > kLongestDirectory) {
    problem = "a directory of " + std::to_string(directoryLength) + " bytes, at most " +
              std::to_string(kLongestDirectory) + " are taken";
    return Arrival::malformed;
  }
  if (!readText(descriptor, directoryLength, request.directory)) return Arrival::malformed;
  if (!readInteger(descriptor, modelLength)) return Arrival::malformed;
  if (modelLength > kLongestModel) {
    problem = "a model of " + std::to_string(modelLength) + " bytes, at most " +
              std::to_string(kLongestModel) + " are taken";
    return Arrival::malformed;
  }
  if (!readText(descriptor, modelLength, request.model)) return Arrival::malformed;

  request.wantsTypes = (flags & kWantsTypes) != 0;
  problem.clear();
  return Arrival::request;
}

bool writeAnswer(int descriptor, const Answer& answer) {
  Encoder encoder;
  encoder.integer(static_cast<uint32_t>(answer.status));
  encoder.text(answer.message);
  encoder.integer(static_cast<uint32_t>(answer.values.size()));
  for (const InferredValue& value : answer.values) encoder.value(value);

  const std::string& bytes = encoder.bytes();
  size_t done = 0;
  while (done < bytes.size()) {
    ssize_t written = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    done += static_cast<size_t>(written);
  }
  return true;
}

}  // namespace recast
