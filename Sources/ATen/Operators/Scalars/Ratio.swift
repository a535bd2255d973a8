import ModelIR

/// A size divided by a positive number: what arithmetic with sizes gives as long as it stays exact.
struct Ratio: Hashable {
  let numerator: Dimension
  let denominator: Int

  /// Makes a ratio, or nothing for a divisor of 0.
  init?(_ numerator: Dimension, by denominator: Int = 1) {
    guard denominator != 0, denominator != .min else { return nil }
    self.numerator = denominator < 0 ? numerator * -1 : numerator
    self.denominator = abs(denominator)
  }

  /// The ratio that a value is; of floating-point numbers those with a small divisor.
  init?(_ value: ATenValue) {
    switch value {
    case .quotient(let size, let divisor): self.init(size, by: divisor)
    case .number(let number):
      var divisor = 1
      while divisor <= 1 << 10 {
        if let whole = Int(exactly: number * Double(divisor)) {
          self.init(.fixed(whole), by: divisor)
          return
        }
        divisor *= 2
      }
      return nil
    default:
      guard let size = value.dimension else { return nil }
      self.init(size)
    }
  }

  /// The value: a floating-point number.
  var value: ATenValue {
    if let known = numerator.size { return .number(Double(known) / Double(denominator)) }
    return .quotient(numerator, by: denominator)
  }

  /// The sum; nothing if the divisor overflows.
  static func + (left: Ratio, right: Ratio) -> Ratio? {
    guard let denominator = product(left.denominator, right.denominator) else { return nil }
    if left.denominator == right.denominator {
      return Ratio(left.numerator + right.numerator, by: left.denominator)
    }
    return Ratio(
      left.numerator * right.denominator + right.numerator * left.denominator, by: denominator)
  }

  /// The product; nothing if the divisor overflows.
  static func * (left: Ratio, right: Ratio) -> Ratio? {
    product(left.denominator, right.denominator).flatMap {
      Ratio(left.numerator * right.numerator, by: $0)
    }
  }

  /// The ratio with the other sign.
  var negated: Ratio? { Ratio(numerator * -1, by: denominator) }

  /// One divided by the ratio, where its numerator is a number.
  var inverse: Ratio? { numerator.size.flatMap { Ratio(.fixed(denominator), by: $0) } }

  /// The greatest integer below.
  var floor: Dimension { numerator.floorDivided(by: denominator) }

  /// The least integer above.
  var ceiling: Dimension { numerator.ceilingDivided(by: denominator) }

  private static func product(_ left: Int, _ right: Int) -> Int? {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow || product > 1 << 40 ? nil : product
  }
}
