extension DimensionExpression.Atom {
  var text: String {
    switch self {
    case .symbol(let name): name
    case .floorQuotient(let dividend, let divisor):
      if let number = divisor.constant {
        "floor((\(dividend.text))/\(number))"
      } else {
        "floor((\(dividend.text))/(\(divisor.text)))"
      }
    case .exactQuotient(let dividend, let divisor): "((\(dividend.text))/(\(divisor.text)))"
    case .modulo(let dividend, let divisor): "mod(\(dividend.text), \(divisor.text))"
    case .maximum(let choices): "max(\(choices.map(\.text).joined(separator: ", ")))"
    case .minimum(let choices): "min(\(choices.map(\.text).joined(separator: ", ")))"
    }
  }

  /// The expressions inside.
  var parts: [DimensionExpression] {
    switch self {
    case .symbol: []
    case .floorQuotient(let left, let right), .exactQuotient(let left, let right),
      .modulo(let left, let right):
      [left, right]
    case .maximum(let choices), .minimum(let choices): choices
    }
  }

  var complexity: Int { parts.reduce(1) { $0 + $1.complexity } }

  var symbols: [String] {
    if case .symbol(let name) = self { return [name] }
    return parts.flatMap(\.symbols)
  }

  func evaluated(_ symbols: [String: Int]) -> Int? {
    if case .symbol(let name) = self { return symbols[name] }
    var values: [Int] = []
    for part in parts {
      guard let value = part.evaluated(symbols) else { return nil }
      values.append(value)
    }
    switch self {
    case .symbol: return nil
    case .maximum: return values.max()
    case .minimum: return values.min()
    case .floorQuotient, .exactQuotient, .modulo: return Self.divided(self, values[0], values[1])
    }
  }

  private static func divided(_ atom: Self, _ value: Int, _ divisor: Int) -> Int? {
    guard divisor != 0 else { return nil }
    if case .modulo = atom { return value.flooredRemainder(by: divisor) }
    if case .exactQuotient = atom, !value.isMultiple(of: divisor) { return nil }
    guard !value.dividedReportingOverflow(by: divisor).overflow else { return nil }
    return value.flooredQuotient(by: divisor)
  }
}
