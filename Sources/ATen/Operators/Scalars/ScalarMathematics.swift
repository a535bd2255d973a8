import Diagnostics
import Foundation
import ModelIR

extension ScalarFunctionTable {
  /// The functions of Python's module `math`, on numbers that are known.
  static let mathematics: [ScalarFunction] = [
    function("sqrt", "sym_sqrt", "_sym_sqrt") { Foundation.sqrt($0) },
    function("exp") { Foundation.exp($0) },
    function("expm1") { Foundation.expm1($0) },
    function("log2", "_sym_log2") { Foundation.log2($0) },
    function("log10") { Foundation.log10($0) },
    function("log1p") { Foundation.log1p($0) },
    function("sin", "_sym_sin") { Foundation.sin($0) },
    function("cos", "_sym_cos") { Foundation.cos($0) },
    function("tan", "_sym_tan") { Foundation.tan($0) },
    function("asin", "_sym_asin") { Foundation.asin($0) },
    function("acos", "_sym_acos") { Foundation.acos($0) },
    function("atan", "_sym_atan") { Foundation.atan($0) },
    function("sinh", "_sym_sinh") { Foundation.sinh($0) },
    function("cosh", "_sym_cosh") { Foundation.cosh($0) },
    function("tanh", "_sym_tanh") { Foundation.tanh($0) },
    function("asinh") { Foundation.asinh($0) },
    function("acosh") { Foundation.acosh($0) },
    function("atanh") { Foundation.atanh($0) },
    function("erf") { Foundation.erf($0) },
    function("erfc") { Foundation.erfc($0) },
    function("gamma") { Foundation.tgamma($0) },
    function("radians") { $0 * .pi / 180 },
    function("degrees") { $0 * 180 / .pi },
    ScalarFunction("log") { arguments, _ throws(Diagnostic) in
      let numbers = arguments.compactMap(\.plainNumber)
      guard numbers.count == arguments.count, let number = numbers.first else { return nil }
      if numbers.count == 2 { return .number(Foundation.log(number) / Foundation.log(numbers[1])) }
      return .number(Foundation.log(number))
    },
    binary("atan2") { Foundation.atan2($0, $1) },
    binary("fmod") { $1 == 0 ? .nan : $0.truncatingRemainder(dividingBy: $1) },
    binary("copysign") { Double(signOf: $1, magnitudeOf: $0) },
    binary("hypot") { Foundation.hypot($0, $1) },
    test("isnan") { $0.isNaN },
    test("isinf") { $0.isInfinite },
    test("isfinite") { $0.isFinite },
    ScalarFunction("gcd") { arguments, _ throws(Diagnostic) in
      guard let (left, right) = pair(arguments), let a = left.dimension?.size,
        let b = right.dimension?.size, a != .min, b != .min
      else { return nil }
      var (x, y) = (abs(a), abs(b))
      while y != 0 { (x, y) = (y, x % y) }
      return .integer(x)
    },
  ]

  private static func function(
    _ name: String, _ others: String..., body: @escaping @Sendable (Double) -> Double
  ) -> ScalarFunction {
    ScalarFunction([name] + others) { arguments, _ throws(Diagnostic) in
      guard arguments.count == 1 else { return nil }
      return arguments[0].plainNumber.map { .number(body($0)) }
    }
  }

  private static func binary(
    _ name: String, body: @escaping @Sendable (Double, Double) -> Double
  ) -> ScalarFunction {
    ScalarFunction(name) { arguments, _ throws(Diagnostic) in
      guard let (left, right) = pair(arguments), let a = left.plainNumber,
        let b = right.plainNumber
      else { return nil }
      return .number(body(a, b))
    }
  }

  private static func test(
    _ name: String, body: @escaping @Sendable (Double) -> Bool
  ) -> ScalarFunction {
    ScalarFunction(name) { arguments, _ throws(Diagnostic) in
      guard arguments.count == 1 else { return nil }
      return arguments[0].plainNumber.map { .boolean(body($0)) }
    }
  }
}
