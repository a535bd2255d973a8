/// The size of one axis: a number, an expression over symbols such as `batch`, or unknown.
public struct Dimension: Hashable, Sendable {
  private enum Storage: Hashable, Sendable {
    case expression(DimensionExpression)
    case unknown
  }

  private let storage: Storage

  private init(_ storage: Storage) { self.storage = storage }

  init(_ expression: DimensionExpression) { storage = .expression(expression) }

  /// What is computed, unless the size is unknown.
  var expression: DimensionExpression? {
    if case .expression(let expression) = storage { return expression }
    return nil
  }

  /// A fixed size.
  public static func fixed(_ size: Int) -> Dimension {
    Dimension(.expression(DimensionExpression(size)))
  }

  /// A size that is named and known only when the model runs.
  public static func symbol(_ name: String) -> Dimension {
    Dimension(.expression(DimensionExpression(.symbol(name))))
  }

  /// A size that depends on the data, or on arithmetic that is not followed.
  public static let unknown = Dimension(.unknown)

  /// The number, where the size is fixed.
  public var size: Int? {
    if case .expression(let expression) = storage { return expression.constant }
    return nil
  }

  /// Whether the size is a number.
  public var isFixed: Bool { size != nil }

  /// The symbols that the size depends on.
  public var symbols: [String] {
    if case .expression(let expression) = storage { return expression.symbols }
    return []
  }

  /// The text that names the size, or nothing if it is unknown.
  public var text: String? {
    if case .expression(let expression) = storage { return expression.text }
    return nil
  }

  /// The size for given values of the symbols.
  public func evaluated(_ symbols: [String: Int]) -> Int? {
    if case .expression(let expression) = storage { return expression.evaluated(symbols) }
    return nil
  }

  /// Whether the two sizes are equal for every value of their symbols.
  public func isProvablyEqual(to other: Dimension) -> Bool {
    storage == other.storage && storage != .unknown
  }

  /// Whether the two sizes can be equal: false only for two different numbers.
  public func canEqual(_ other: Dimension) -> Bool {
    guard let left = size, let right = other.size else { return true }
    return left == right
  }

  /// The size that both have, or an unknown one if they may differ.
  public func common(with other: Dimension) -> Dimension {
    storage == other.storage ? self : .unknown
  }

  /// The one of two equal sizes that says more.
  public func unified(with other: Dimension) -> Dimension {
    if isFixed { return self }
    if other.isFixed || storage == .unknown { return other }
    return self
  }

  private func combined(
    _ other: Dimension,
    _ body: (DimensionExpression, DimensionExpression) throws(DimensionOverflow) ->
      DimensionExpression
  ) -> Dimension {
    guard case .expression(let left) = storage, case .expression(let right) = other.storage,
      let result = try? body(left, right)
    else { return .unknown }
    return Dimension(.expression(result))
  }

  /// The sum; unknown if either is, or if it overflows.
  public static func + (left: Dimension, right: Dimension) -> Dimension {
    left.combined(right, DimensionExpression.sum)
  }

  /// The difference.
  public static func - (left: Dimension, right: Dimension) -> Dimension {
    left + right * .fixed(-1)
  }

  /// The product.
  public static func * (left: Dimension, right: Dimension) -> Dimension {
    left.combined(right, DimensionExpression.product)
  }

  /// The sum with a number.
  public static func + (left: Dimension, right: Int) -> Dimension { left + .fixed(right) }

  /// The difference to a number.
  public static func - (left: Dimension, right: Int) -> Dimension { left - .fixed(right) }

  /// The product with a number.
  public static func * (left: Dimension, right: Int) -> Dimension { left * .fixed(right) }

  /// The quotient rounded down.
  ///
  /// - Precondition: `divisor` is positive.
  public func floorDivided(by divisor: Int) -> Dimension {
    guard case .expression(let expression) = storage,
      let result = try? expression.floorDivided(by: divisor)
    else { return .unknown }
    return Dimension(.expression(result))
  }

  /// The quotient rounded down, by a size of any sign; unknown if it is 0.
  public func floorDivided(by divisor: Dimension) -> Dimension {
    combined(divisor) { (a, b) throws(DimensionOverflow) in try a.floorDivided(by: b) }
  }

  /// What the quotient rounded down leaves, which has the divisor's sign; unknown if that is 0.
  public func modulo(_ divisor: Dimension) -> Dimension {
    combined(divisor) { (a, b) throws(DimensionOverflow) in try a.modulo(b) }
  }

  /// The larger of two sizes.
  public static func maximum(_ left: Dimension, _ right: Dimension) -> Dimension {
    left.combined(right) { (a, b) throws(DimensionOverflow) in
      try DimensionExpression.extreme(a, b, takesLarger: true)
    }
  }

  /// The smaller of two sizes.
  public static func minimum(_ left: Dimension, _ right: Dimension) -> Dimension {
    left.combined(right) { (a, b) throws(DimensionOverflow) in
      try DimensionExpression.extreme(a, b, takesLarger: false)
    }
  }

  /// The quotient rounded up.
  ///
  /// - Precondition: `divisor` is positive.
  public func ceilingDivided(by divisor: Int) -> Dimension {
    (self + (divisor - 1)).floorDivided(by: divisor)
  }

  /// The quotient of sizes that are known to divide, as an inferred axis of a reshape is; nothing if
  /// two numbers do not divide.
  public func exactlyDivided(by divisor: Dimension) -> Dimension? {
    if let left = size, let right = divisor.size {
      guard right > 0, left.isMultiple(of: right) else { return nil }
      return .fixed(left / right)
    }
    if divisor.size == 0 { return nil }
    return combined(divisor) { (a, b) throws(DimensionOverflow) in try a.exactlyDivided(by: b) }
  }
}

extension Dimension: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self = .fixed(value) }
}

extension Dimension: CustomStringConvertible {
  public var description: String { text ?? "?" }
}
