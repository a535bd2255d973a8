/// One setting of a layer or one value stored beside weights: a number, a text, a list.
public indirect enum HyperparameterValue: Hashable, Sendable {
  /// Nothing: Python's `None`, Julia's `nothing`, YAML's `null`.
  case none
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([HyperparameterValue])
  case mapping(Hyperparameters)

  /// The integer, also where a number without a fraction is stored.
  public var integer: Int? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The number, also where an integer is stored.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The truth value.
  public var boolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The text.
  public var text: String? {
    if case .text(let value) = self { value } else { nil }
  }

  /// The items of a list.
  public var items: [HyperparameterValue]? {
    if case .list(let items) = self { items } else { nil }
  }

  /// The integers of a list, if all its items are some.
  public var integers: [Int]? {
    guard let items else { return nil }
    let integers = items.compactMap(\.integer)
    return integers.count == items.count ? integers : nil
  }
}

extension HyperparameterValue: CustomStringConvertible {
  /// The value as Python prints it: `True`, `None`, `(3, 3)`.
  public var description: String {
    switch self {
    case .none: "None"
    case .boolean(let value): value ? "True" : "False"
    case .integer(let value): String(value)
    case .number(let value): Self.numberText(value)
    case .text(let value): value
    case .list(let items):
      items.count == 1
        ? "(\(items[0]),)" : "(\(items.map(\.description).joined(separator: ", ")))"
    case .mapping(let entries):
      "{\(entries.entries.map { "\($0.name): \($0.value)" }.joined(separator: ", "))}"
    }
  }

  /// A number as Python's `repr` writes it: `1e-05`, `0.1`, `2.0`.
  private static func numberText(_ value: Double) -> String {
    let text = value.description
    guard let mark = text.firstIndex(of: "e") else { return text }
    var mantissa = text[..<mark]
    if mantissa.hasSuffix(".0") { mantissa = mantissa.dropLast(2) }
    let exponent = text[text.index(after: mark)...]
    let sign = exponent.hasPrefix("-") ? "-" : "+"
    let digits = exponent.drop { $0 == "-" || $0 == "+" }
    return "\(mantissa)e\(sign)\(digits.count < 2 ? "0" : "")\(digits)"
  }
}
