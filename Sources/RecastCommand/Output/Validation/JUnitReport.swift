/// A check's report as JUnit XML: one test case for everything that is as it should be, and one for each
/// finding.
struct JUnitReport {
  private let report: ReportedCheck

  init(_ report: ReportedCheck) { self.report = report }

  /// The document.
  var text: String {
    let findings = report.findings
    let failures = findings.filter(\.isError)
    let others = findings.filter { !$0.isError }
    let suite = Self.attribute(report.title)
    let count = findings.count + 1
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites tests=\"\(count)\" failures=\"\(failures.count)\">",
      "  <testsuite name=\"\(suite)\" tests=\"\(count)\" failures=\"\(failures.count)\" "
        + "errors=\"0\" skipped=\"0\">",
      "    <testcase classname=\"\(suite)\" name=\"\(Self.attribute(report.success))\"/>",
    ]
    for finding in failures {
      lines += [
        "    <testcase classname=\"\(suite)\" name=\"\(Self.attribute(finding.name))\">",
        "      <failure type=\"\(finding.rule)\" "
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
    if !report.advice.isEmpty {
      let advice = report.advice.joined(separator: "\n")
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
