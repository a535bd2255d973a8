import JSONText
import Recast

/// A report in SARIF 2.1.0, the OASIS format that code review tools show.
struct SARIFReport {
  /// A rule that findings refer to.
  struct Rule {
    let id: String
    /// One sentence.
    let text: String
    /// A paragraph.
    var explanation: String?
  }

  /// One finding.
  struct Finding {
    /// The levels of the format.
    enum Level: String {
      case error, warning, note
    }

    let rule: String
    let level: Level
    let message: String
    /// The file.
    let path: String
    /// The place in it: an entry, a layer.
    let name: String?
  }

  let rules: [Rule]
  let findings: [Finding]

  /// The document.
  var text: String {
    let driver = JSONValue.object([
      ("name", .string("recast")), ("version", .string(RecastVersion.current)),
      ("rules", .array(rules.map(\.json))),
    ])
    let run = JSONValue.object([
      ("tool", .object([("driver", driver)])),
      ("results", .array(findings.map(\.json))),
      ("columnKind", .string("unicodeCodePoints")),
    ])
    return JSONValue.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      ("version", .string("2.1.0")), ("runs", .array([run])),
    ]).text + "\n"
  }
}

extension SARIFReport.Rule {
  fileprivate var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("id", .string(id)), ("shortDescription", .object([("text", .string(text))])),
    ]
    if let explanation {
      members.append(("fullDescription", .object([("text", .string(explanation))])))
    }
    return .object(members)
  }
}

extension SARIFReport.Finding {
  fileprivate var json: JSONValue {
    var place: [(String, JSONValue)] = [
      (
        "physicalLocation",
        .object([("artifactLocation", .object([("uri", .string(Self.uri(path)))]))])
      )
    ]
    if let name {
      place.append(
        (
          "logicalLocations",
          .array([
            .object([("fullyQualifiedName", .string(name)), ("kind", .string("member"))])
          ])
        ))
    }
    return .object([
      ("ruleId", .string(rule)), ("level", .string(level.rawValue)),
      ("message", .object([("text", .string(message))])),
      ("locations", .array([.object(place)])),
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
