/// A report as JUnit XML, which continuous integration shows.
struct JUnitReport {
  /// The suites in order.
  let suites: [JUnitSuite]

  /// The document.
  var text: String {
    let count = suites.reduce(0) { $0 + $1.cases.count }
    let failures = suites.reduce(0) { $0 + $1.failureCount }
    let lines =
      [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<testsuites tests=\"\(count)\" failures=\"\(failures)\">",
      ] + suites.flatMap(\.lines) + ["</testsuites>", ""]
    return lines.joined(separator: "\n")
  }
}

/// Some test cases under one title.
struct JUnitSuite {
  /// The title.
  let title: String
  /// The cases in order.
  let cases: [JUnitCase]
  /// What is said beside the cases.
  var notes: [String] = []
  /// How long all of it took.
  var milliseconds: Int?

  fileprivate var failureCount: Int { cases.count(where: \.isFailure) }

  fileprivate var lines: [String] {
    let suite = title.xmlEscaped
    let skipped = cases.count(where: \.isSkipped)
    var lines = [
      "  <testsuite name=\"\(suite)\" tests=\"\(cases.count)\" failures=\"\(failureCount)\" "
        + "errors=\"0\" skipped=\"\(skipped)\"\(JUnitCase.time(milliseconds))>"
    ]
    lines += cases.flatMap { $0.lines(suite: suite) }
    if !notes.isEmpty {
      lines.append("    <system-out>\(notes.joined(separator: "\n").xmlEscaped)</system-out>")
    }
    return lines + ["  </testsuite>"]
  }
}

/// One test case.
struct JUnitCase {
  /// How it ended.
  enum Outcome {
    case passed
    /// It passed, and there is something to say.
    case noted(String)
    case failed(type: String, message: String, details: String?)
    case skipped(String)
  }

  /// The name.
  let name: String
  /// How it ended.
  let outcome: Outcome
  /// The file that it is about.
  var file: String?
  /// How long it took.
  var milliseconds: Int?

  fileprivate var isFailure: Bool { if case .failed = outcome { true } else { false } }
  fileprivate var isSkipped: Bool { if case .skipped = outcome { true } else { false } }

  fileprivate func lines(suite: String) -> [String] {
    let file = file.map { " file=\"\($0.xmlEscaped)\"" } ?? ""
    let start =
      "    <testcase classname=\"\(suite)\" name=\"\(name.xmlEscaped)\"\(file)"
      + Self.time(milliseconds)
    let body: String
    switch outcome {
    case .passed: return [start + "/>"]
    case .noted(let text): body = "<system-out>\(text.xmlEscaped)</system-out>"
    case .skipped(let text): body = "<skipped message=\"\(text.xmlEscaped)\"/>"
    case .failed(let type, let message, let details):
      let opening = "<failure type=\"\(type.xmlEscaped)\" message=\"\(message.xmlEscaped)\""
      body = details.map { "\(opening)>\($0.xmlEscaped)</failure>" } ?? "\(opening)/>"
    }
    return [start + ">", "      " + body, "    </testcase>"]
  }

  fileprivate static func time(_ milliseconds: Int?) -> String {
    guard let milliseconds else { return "" }
    let rest = String(milliseconds % 1000)
    let zeros = String(repeating: "0", count: max(0, 3 - rest.count))
    return " time=\"\(milliseconds / 1000).\(zeros)\(rest)\""
  }
}

extension String {
  /// The text with what XML 1.0 reserves written as references, and what it forbids replaced.
  fileprivate var xmlEscaped: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\t", "\r", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        result.unicodeScalars.append(scalar)
      default: result += "\u{FFFD}"
      }
    }
    return result
  }
}
