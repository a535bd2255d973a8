#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <exception>

#include "judge.h"
#include "protocol.h"

namespace {

constexpr char kHelp[] =
    "recast-onnx-checker judges ONNX models for recast with the reference checker and strict shape\n"
    "inference of libonnx. It reads requests on standard input and writes one answer for each to\n"
    "standard output until its input ends; protocol.h in its source describes both. It takes no\n"
    "options but --version and --help.\n";

// Answers until the input ends; an unsound request ends it too.
int serve() {
  recast::warmUp();
  for (;;) {
    recast::Request request;
    std::string problem;
    switch (recast::readRequest(STDIN_FILENO, request, problem)) {
      case recast::Arrival::end:
        return 0;
      case recast::Arrival::malformed:
        recast::writeAnswer(STDOUT_FILENO, {recast::Status::malformedRequest, problem, {}});
        return 1;
      case recast::Arrival::request:
        if (!recast::writeAnswer(STDOUT_FILENO, recast::judge(request))) return 1;
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  // A crash is an answer that did not come; a core file on top helps nobody.
  rlimit noCore{0, 0};
  ::setrlimit(RLIMIT_CORE, &noCore);

  if (count == 2 && std::strcmp(arguments[1], "--version") == 0) {
    std::printf("recast-onnx-checker, %s\n", recast::version().c_str());
    return 0;
  }
  if (count == 2 && std::strcmp(arguments[1], "--help") == 0) {
    std::fputs(kHelp, stdout);
    return 0;
  }
  if (count > 1) {
    std::fputs(kHelp, stderr);
    return 64;
  }
  try {
    return serve();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "recast-onnx-checker: %s\n", error.what());
    return 1;
  }
}
