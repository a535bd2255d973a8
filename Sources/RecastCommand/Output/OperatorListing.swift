import ConversionKit
import JSONText
import ModelIR

/// The operators of the catalogue with the formats that can express them.
struct OperatorListing {
  private struct Row {
    let definition: OperatorDefinition
    let targets: [String]
  }

  private let rows: [Row]
  /// What the catalogue has and no listed format expresses.
  private let leftOut: [String]

  /// Makes a listing.
  ///
  /// - Parameter isRestricted: whether operators that no exporter supports are left out.
  init(exporters: [any Exporter], isRestricted: Bool) {
    let supported = exporters.map { exporter in
      (exporter.format.id, Set(exporter.supportedOperators.map { ObjectIdentifier($0) }))
    }
    let rows = OperatorCatalog.operators.map { type in
      Row(
        definition: type.definition,
        targets: supported.filter { $0.1.contains(ObjectIdentifier(type)) }.map(\.0))
    }
    self.rows = isRestricted ? rows.filter { !$0.targets.isEmpty } : rows
    self.leftOut = isRestricted ? rows.filter(\.targets.isEmpty).map(\.definition.name) : []
  }

  /// The operators with everything that their definitions say.
  var json: JSONValue {
    .object([
      ("operators", .array(rows.map(json(of:)))), ("not_supported", .strings(leftOut)),
    ])
  }

  private func json(of row: Row) -> JSONValue {
    let definition = row.definition
    return .object([
      ("name", .string(definition.name)), ("category", .string(definition.category.rawValue)),
      ("summary", .string(definition.summary)),
      (
        "operands",
        .array(
          definition.operands.map {
            .object([("name", .string($0.name)), ("presence", .string("\($0.presence)"))])
          })
      ),
      ("results", .strings(definition.results)),
      (
        "spellings",
        .object(definition.spellings.map { ($0.ecosystem.rawValue, .strings($0.names)) })
      ),
      ("specification", .string(definition.specification)), ("targets", .strings(row.targets)),
    ])
  }

  /// The operators group by group.
  var lines: [String] {
    var lines: [String] = []
    for category in OperatorCategory.allCases {
      var table = TextTable()
      for row in rows where row.definition.category == category {
        table.add([
          "  \(row.definition.name)",
          row.targets.isEmpty ? "-" : row.targets.joined(separator: " "),
          row.definition.summary,
        ])
      }
      guard !table.lines.isEmpty else { continue }
      lines += (lines.isEmpty ? [] : [""]) + [category.rawValue] + table.lines
    }
    let total = "\(rows.count) of \(rows.count + leftOut.count) operators"
    lines += [
      "", leftOut.isEmpty ? total : "\(total); without: \(leftOut.joined(separator: ", "))",
    ]
    return lines
  }
}
