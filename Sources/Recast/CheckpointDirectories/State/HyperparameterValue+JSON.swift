import Checkpoints
import JSONText

extension HyperparameterValue {
  /// Deeper values are left out.
  private static let deepest = 32

  /// The value as JSON.
  var described: JSONValue {
    switch self {
    case .none: .null
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .number(let value): value.isFinite ? .number(value) : .string("\(value)")
    case .text(let value): .string(value)
    case .list(let items): .array(items.map(\.described))
    case .mapping(let settings): .object(settings.entries.map { ($0.name, $0.value.described) })
    }
  }

  /// Reads a value of JSON.
  init(_ node: JSONNode, depth: Int) {
    self =
      switch node.kind {
      case .boolean: .boolean(node.boolean ?? false)
      case .string: .text(node.string ?? "")
      case .number: node.integer.map { .integer($0) } ?? .number(node.number ?? 0)
      case .array where depth < Self.deepest:
        .list(node.items.map { HyperparameterValue($0, depth: depth + 1) })
      case .object where depth < Self.deepest:
        .mapping(
          Hyperparameters(
            node.members.map {
              Hyperparameters.Entry(
                name: $0.name, value: HyperparameterValue($0.value, depth: depth + 1))
            }))
      default: .none
      }
  }

  /// The settings of a mapping.
  var settings: Hyperparameters? {
    if case .mapping(let settings) = self { settings } else { nil }
  }
}
