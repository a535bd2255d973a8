import Diagnostics
import Recast

/// A span of time on the command line: `90s`, `30m`, `12h`, `7d`.
enum DurationArgument {
  /// Reads a number with the letter of its unit; a number alone is seconds.
  ///
  /// - Throws: ``DiagnosticCode/invalidArguments``.
  static func parse(_ text: String) throws(Diagnostic) -> Duration {
    let units: [(letter: Character, seconds: Int)] = [
      ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
    ]
    let unit = units.first { $0.letter == text.last }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard let number = Int(digits), number > 0, number <= 1_000_000_000 else {
      throw Diagnostic(
        .invalidArguments, "'\(text)' is no span of time: write a number with s, m, h or d, as 30m")
    }
    return .seconds(number * (unit?.seconds ?? 1))
  }
}
