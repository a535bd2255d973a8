/// Small values as text, for people.
enum FluxValueText {
  /// A value on one line; long texts and large containers are summarised.
  static func text(of value: JuliaValue) -> String {
    switch value {
    case .integer(let integer): return "\(integer)"
    case .float(let number, _): return "\(number)"
    case .string(let text): return text.count > 80 ? "\"\(text.prefix(80))…\"" : "\"\(text)\""
    case .array(let array) where array.elementCount <= 16:
      guard let items = try? array.scalars() else { return array.summary }
      return "[" + items.map(text(of:)).joined(separator: ", ") + "]"
    case .tuple(let list) where list.count <= 16:
      guard let items = try? list.values() else { return value.kindDescription }
      return "(" + items.map(\.shortText).joined(separator: ", ") + ")"
    default: return value.kindDescription
    }
  }
}

extension JuliaValue {
  /// A scalar as itself, anything else by its kind.
  fileprivate var shortText: String {
    switch self {
    case .integer, .float, .string: FluxValueText.text(of: self)
    default: kindDescription
    }
  }
}
