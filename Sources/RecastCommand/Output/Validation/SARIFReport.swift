import ConversionKit
import JSONText
import Recast

/// A check's report in SARIF 2.1.0, the OASIS format that code review tools show.
struct SARIFReport {
  private let report: ReportedCheck

  init(_ report: ReportedCheck) { self.report = report }

  /// The document.
  var text: String {
    let rules = report.rules.map { rule in
      JSONValue.object([
        ("id", .string(rule.id)),
        ("shortDescription", .object([("text", .string(rule.text))])),
      ])
    }
    let driver = JSONValue.object([
      ("name", .string("recast")), ("version", .string(RecastVersion.current)),
      ("rules", .array(rules)),
    ])
    let run = JSONValue.object([
      ("tool", .object([("driver", driver)])),
      ("results", .array(report.findings.map(result))),
      ("columnKind", .string("unicodeCodePoints")),
    ])
    return JSONValue.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      ("version", .string("2.1.0")), ("runs", .array([run])),
    ]).text + "\n"
  }

  private func result(_ finding: ReportedFinding) -> JSONValue {
    let place = JSONValue.object([
      (
        "physicalLocation",
        .object([
          ("artifactLocation", .object([("uri", .string(Self.uri(report.path)))]))
        ])
      ),
      (
        "logicalLocations",
        .array([
          .object([
            ("fullyQualifiedName", .string(finding.name)), ("kind", .string("member")),
          ])
        ])
      ),
    ])
    return .object([
      ("ruleId", .string(finding.rule)),
      ("level", .string(finding.isError ? "error" : "note")),
      ("message", .object([("text", .string(finding.message))])),
      ("locations", .array([place])),
    ])
  }

  /// A path as a relative or absolute URI reference (RFC 3986).
  private static func uri(_ path: String) -> String {
    let plain = Set(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = Array((path.hasPrefix("/") ? "file://" : "").utf8)
    for byte in path.utf8 {
      if plain.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
