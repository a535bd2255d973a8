import Diagnostics
import Glibc
import ModelIR

extension ScalarFunctionTable {
  /// The functions of Python's module `math`, on numbers that are known.
  static let mathematics: [ScalarFunction] = [
    function("sqrt", "sym_sqrt", "_sym_sqrt") { Glibc.sqrt($0) },
    function("exp") { Glibc.exp($0) },
    function("expm1") { Glibc.expm1($0) },
    function("log2", "_sym_log2") { Glibc.log2($0) },
    function("log10") { Glibc.log10($0) },
    function("log1p") { Glibc.log1p($0) },
    function("sin", "_sym_sin") { Glibc.sin($0) },
    function("cos", "_sym_cos") { Glibc.cos($0) },
    function("tan", "_sym_tan") { Glibc.tan($0) },
    function("asin", "_sym_asin") { Glibc.asin($0) },
    function("acos", "_sym_acos") { Glibc.acos($0) },
    function("atan", "_sym_atan") { Glibc.atan($0) },
    function("sinh", "_sym_sinh") { Glibc.sinh($0) },
    function("cosh", "_sym_cosh") { Glibc.cosh($0) },
    function("tanh", "_sym_tanh") { Glibc.tanh($0) },
    function("asinh") { Glibc.asinh($0) },
    function("acosh") { Glibc.acosh($0) },
    function("atanh") { Glibc.atanh($0) },
    function("erf") { Glibc.erf($0) },
    function("erfc") { Glibc.erfc($0) },
    function("gamma") { Glibc.tgamma($0) },
    function("radians") { $0 * .pi / 180 },
    function("degrees") { $0 * 180 / .pi },
    ScalarFunction("log") { arguments, _ throws(Diagnostic) in
      let numbers = arguments.compactMap(\.plainNumber)
      guard numbers.count == arguments.count, let number = numbers.first else { return nil }
      if numbers.count == 2 { return .number(Glibc.log(number) / Glibc.log(numbers[1])) }
      return .number(Glibc.log(number))
    },
    binary("atan2") { Glibc.atan2($0, $1) },
    binary("fmod") { $1 == 0 ? .nan : $0.truncatingRemainder(dividingBy: $1) },
    binary("copysign") { Double(signOf: $1, magnitudeOf: $0) },
    binary("hypot") { Glibc.hypot($0, $1) },
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
