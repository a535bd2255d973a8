import Checkpoints
import Recast

/// One finding of a validation as machines read it: a rule, an entry's name, what was expected and found.
struct ValidationFinding {
  /// The rules, in the order of reports.
  enum Rule: String, CaseIterable {
    case shapeMismatch = "bind.shape-mismatch"
    case missing = "bind.missing"
    case unexpected = "bind.unexpected"
    case typeMismatch = "bind.type-mismatch"
    case nonFinite = "bind.not-finite"

    /// One sentence on it.
    var text: String {
      switch self {
      case .shapeMismatch: "A tensor has other sizes than the architecture expects."
      case .missing: "The checkpoint lacks a tensor that the architecture expects."
      case .unexpected: "The checkpoint has an entry that the architecture does not expect."
      case .typeMismatch: "A tensor has another element type than the architecture expects."
      case .nonFinite: "A tensor has elements that are not finite."
      }
    }
  }

  let rule: Rule
  let name: String
  let expected: String?
  let found: String?
  /// Whether it makes the validation fail.
  let isError: Bool

  /// One sentence.
  var message: String {
    var parts = ["\(name):"]
    if let expected { parts.append("expected \(expected)\(found == nil ? "" : ",")") }
    if let found { parts.append("found \(found)") }
    return parts.joined(separator: " ")
  }

  /// All findings of a report.
  static func all(of report: ValidationReport) -> [ValidationFinding] {
    let binding = report.binding
    func shape(_ sizes: [Int]) -> String {
      "[\(sizes.map(String.init).joined(separator: ", "))]"
    }
    var result = binding.shapeMismatches.map { mismatch in
      ValidationFinding(
        rule: .shapeMismatch, name: mismatch.expected.name,
        expected: shape(mismatch.expected.shape), found: shape(mismatch.found), isError: true)
    }
    result += binding.missing.map { entry in
      ValidationFinding(
        rule: .missing, name: entry.name, expected: "\(entry.elementType)\(shape(entry.shape))",
        found: "nothing", isError: report.isStrict)
    }
    result += binding.unexpected.map { entry in
      ValidationFinding(
        rule: .unexpected, name: entry.name, expected: "nothing",
        found: entry.shape.map { "\(entry.elementType.map { "\($0)" } ?? "")\(shape($0))" }
          ?? entry.text ?? "no tensor",
        isError: report.isStrict)
    }
    result += binding.typeMismatches.map { mismatch in
      ValidationFinding(
        rule: .typeMismatch, name: mismatch.expected.name,
        expected: "\(mismatch.expected.elementType)", found: "\(mismatch.found)",
        isError: !mismatch.isConverted)
    }
    result += binding.nonFinite.map { finding in
      ValidationFinding(
        rule: .nonFinite, name: finding.name, expected: "finite elements",
        found: "\(finding.notANumberCount) NaN and \(finding.infiniteCount) infinite",
        isError: true)
    }
    return result
  }
}
