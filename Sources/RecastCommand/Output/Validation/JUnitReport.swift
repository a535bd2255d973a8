import Checkpoints
import Recast

/// A validation's report as JUnit XML: one test case an expected entry that fits or not, and one for
/// each entry that nobody expects.
struct JUnitReport {
  private let report: ValidationReport

  init(_ report: ValidationReport) { self.report = report }

  /// The document.
  var text: String {
    let findings = ValidationFinding.all(of: report)
    let failures = findings.filter(\.isError)
    let others = findings.filter { !$0.isError }
    let suite = Self.attribute("\(report.checkpointPath) against \(report.architecture)")
    let matched = "\(report.binding.matchedCount) entries fit"
    let count = findings.count + 1
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites tests=\"\(count)\" failures=\"\(failures.count)\">",
      "  <testsuite name=\"\(suite)\" tests=\"\(count)\" failures=\"\(failures.count)\" "
        + "errors=\"0\" skipped=\"0\">",
      "    <testcase classname=\"\(suite)\" name=\"\(Self.attribute(matched))\"/>",
    ]
    for finding in failures {
      lines += [
        "    <testcase classname=\"\(suite)\" name=\"\(Self.attribute(finding.name))\">",
        "      <failure type=\"\(finding.rule.rawValue)\" "
          + "message=\"\(Self.attribute(finding.message))\"/>",
        "    </testcase>",
      ]
    }
    for finding in others {
      lines += [
        "    <testcase classname=\"\(suite)\" name=\"\(Self.attribute(finding.name))\">",
        "      <system-out>\(Self.attribute(finding.message))</system-out>",
        "    </testcase>",
      ]
    }
    if !report.binding.advice.isEmpty {
      let advice = report.binding.advice.map(\.text).joined(separator: "\n")
      lines.append("    <system-out>\(Self.attribute(advice))</system-out>")
    }
    lines += ["  </testsuite>", "</testsuites>", ""]
    return lines.joined(separator: "\n")
  }

  /// A text with what XML 1.0 reserves written as references, and what it forbids replaced.
  private static func attribute(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
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
