import Diagnostics
import Glibc
import ModelIR

extension ScalarFunctionTable {
  /// Rounding, and numbers of one kind as numbers of another.
  static let rounding: [ScalarFunction] = [
    ScalarFunction("floor", "FloorToInt") { arguments, _ throws(Diagnostic) in
      rounded(arguments, .down) { $0.floor }
    },
    ScalarFunction("ceil", "CeilToInt") { arguments, _ throws(Diagnostic) in
      rounded(arguments, .up) { $0.ceiling }
    },
    // Sizes are not negative, so that what is cut off is rounded down.
    ScalarFunction(
      "trunc", "TruncToInt", "int", "Int", "sym_int", "IntImplicit"
    ) { arguments, _ throws(Diagnostic) in
      if case .text(let text)? = arguments.first { return Swift.Int(text).map(ATenValue.integer) }
      return rounded(arguments, .towardZero) { $0.floor }
    },
    ScalarFunction("round", "RoundToInt") { arguments, _ throws(Diagnostic) in
      guard arguments.count == 1 || arguments.last == .integer(0) else {
        return roundedToDecimals(arguments)
      }
      guard let value = arguments.first else { return nil }
      if value.dimension != nil { return value }
      guard case .number(let number) = value else { return nil }
      return integer(number.rounded(.toNearestOrEven))
    },
    ScalarFunction("float", "Float", "sym_float", "FloatImplicit", "ToFloat") {
      arguments, _ throws(Diagnostic) in
      guard arguments.count == 1, let value = arguments.first else { return nil }
      if case .text(let text) = value { return Double(text).map(ATenValue.number) }
      if let number = value.plainNumber { return .number(number) }
      return Ratio(value)?.value
    },
    ScalarFunction(
      "NumToTensor", "ScalarImplicit", "Scalar", "item", "_local_scalar_dense", "unchecked_cast"
    ) { arguments, _ throws(Diagnostic) in
      guard let value = arguments.first, value.items == nil else { return nil }
      return value
    },
  ]

  private static func rounded(
    _ arguments: [ATenValue], _ rule: FloatingPointRoundingRule, _ ratio: (Ratio) -> Dimension
  ) -> ATenValue? {
    guard arguments.count == 1, let value = arguments.first else { return nil }
    if let size = value.dimension { return ATenValue(size) }
    if case .number(let number) = value { return integer(number.rounded(rule)) }
    return Ratio(value).map { ATenValue(ratio($0)) }
  }

  /// A whole number as an integer, if it is one of 64 bits.
  private static func integer(_ number: Double) -> ATenValue {
    Swift.Int(exactly: number).map(ATenValue.integer) ?? .number(number)
  }

  private static func roundedToDecimals(_ arguments: [ATenValue]) -> ATenValue? {
    guard let (value, decimals) = pair(arguments), let number = value.plainNumber,
      let count = decimals.dimension?.size, (0...30).contains(count)
    else { return nil }
    let factor = pow(10, Double(count))
    return .number((number * factor).rounded(.toNearestOrEven) / factor)
  }
}
