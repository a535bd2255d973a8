import ArgumentParser
import Diagnostics
import Recast

/// What the argument parser has to say: a requested help, or why a command line cannot be read.
struct UsageReport {
  private let exitCode: Int32
  private let text: String

  /// Makes a report of an error that parsing or running a command threw.
  init(_ error: any Error) {
    let full = Program.fullMessage(for: error, columns: StandardStream.output.width)
    switch Program.exitCode(for: error) {
    case .success:
      exitCode = 0
      text = full + "\n"
    case .validationFailure:
      let hint = full.split(separator: "\n").last { $0.contains("See '") } ?? ""
      // The parser names the command whose help answers: `See 'recast convert --help' for …`.
      let command = hint.split(separator: "'").dropFirst().first.map(String.init)
      let message = Program.message(for: error)
      exitCode = DiagnosticCode.invalidArguments.kind.exitCode
      text = Self.line(
        Diagnostic(
          .invalidArguments,
          Self.sentence(message) + "; see '\(command ?? "recast --help")'"))
    default:
      exitCode = DiagnosticCode.internalFault.kind.exitCode
      text = Self.line(Diagnostic(.internalFault, "\(error)"))
    }
  }

  /// Writes the report where it belongs.
  ///
  /// - Returns: the exit code.
  func write() -> Int32 {
    guard exitCode == 0 else {
      try? StandardStream.error.write(text)
      return exitCode
    }
    do {
      try StandardStream.output.write(text)
      return 0
    } catch {
      try? StandardStream.error.write(Self.line(error))
      return error.code.kind.exitCode
    }
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    "recast: " + StandardStream.error.style.line(diagnostic) + "\n"
  }

  /// The parser's message in the form of our own: lower case, one line, no full stop.
  private static func sentence(_ message: String) -> String {
    let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    let body = line.hasSuffix(".") ? String(line.dropLast()) : line
    return body.prefix(1).lowercased() + body.dropFirst()
  }
}
