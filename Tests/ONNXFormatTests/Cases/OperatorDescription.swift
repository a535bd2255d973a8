import ModelIR

/// An operator's attributes as JSON, for the program that computes what it must give.
func json(describing value: Any) -> String {
  switch value {
  case let number as Int: return "\(number)"
  case let number as Double:
    return number.isInfinite ? (number < 0 ? "-1e999" : "1e999") : "\(number)"
  case let flag as Bool: return flag ? "true" : "false"
  case let text as String: return "\"\(text)\""
  case let type as ElementType: return "\"\(type)\""
  case is Weight, is Graph: return "null"
  case let dimension as Dimension: return dimension.text.map { "\"\($0)\"" } ?? "null"
  default: break
  }
  let mirror = Mirror(reflecting: value)
  let children = Array(mirror.children)
  switch mirror.displayStyle {
  case .optional: return children.first.map { json(describing: $0.value) } ?? "null"
  case .collection, .tuple:
    return "[" + children.map { json(describing: $0.value) }.joined(separator: ", ") + "]"
  case .enum where children.isEmpty: return "\"\(value)\""
  default:
    let fields = children.map { "\"\($0.label ?? "")\": \(json(describing: $0.value))" }
    return "{" + fields.joined(separator: ", ") + "}"
  }
}
