import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Functions that have no operator and are computed by series.
  static let specialFunctions: [ATenOperator] = family(
    named("lgamma(self)", "special_gammaln(self)") { call throws(Diagnostic) in
      call.result(try call.logarithmOfGamma(try call.floating("self")))
    },
    named("digamma(self)", "special_digamma(self)", "special_psi(self)") {
      call throws(Diagnostic) in
      call.result(try call.derivedLogarithmOfGamma(try call.floating("self")))
    },
    named("special_erfcx(self)") { call throws(Diagnostic) in
      call.result(try call.scaledErrorComplement(try call.floating("self")))
    },
    named("special_log_ndtr(self)") { call throws(Diagnostic) in
      let x = try call.floating("self")
      let t = try call.scaled(x, by: -0.7071067811865476)
      let tail = try call.add(
        Log(), try call.scaled(try call.scaledErrorComplement(t), by: 0.5))
      let below = try call.add(Subtract(), tail, try call.add(Square(), t))
      let erf = try call.errorFunction(t)
      let above = try call.add(Log1p(), try call.shifted(try call.scaled(erf, by: -0.5), by: -0.5))
      return call.result(try call.add(Where(), try call.compare(x, Less(), -1), below, above))
    },
    named("i0(self)", "special_i0(self)") { call throws(Diagnostic) in
      call.result(try call.modifiedBessel(try call.floating("self")))
    },
    named("special_i0e(self)") { call throws(Diagnostic) in
      let x = try call.floating("self")
      let decay = try call.add(Exp(), try call.add(Negate(), try call.add(Absolute(), x)))
      return call.result(try call.add(Multiply(), try call.modifiedBessel(x), decay))
    })
}

extension ATenCall {
  private static let shift = 6

  /// A number and its mirror image at 1/2, whichever is larger, and whether it is the image.
  private func mirrored(
    _ x: ValueID
  ) throws(Diagnostic) -> (value: ValueID, isMirrored: ValueID) {
    let isMirrored = try compare(x, Less(), 0.5)
    let image = try add(Subtract(), try context.scalar(1, like: x), x)
    return (try add(Where(), isMirrored, image, x), isMirrored)
  }

  /// `ln |Γ(x)|`, by Stirling's series of a larger argument.
  func logarithmOfGamma(_ x: ValueID) throws(Diagnostic) -> ValueID {
    let (y, isMirrored) = try mirrored(x)
    let z = try shifted(y, by: Double(Self.shift))
    var product = y
    for step in 1..<Self.shift {
      product = try add(Multiply(), product, try shifted(y, by: Double(step)))
    }
    let inverse = try add(Reciprocal(), z)
    let series = try add(
      Multiply(), inverse,
      try polynomial([1 / 1260, -1 / 360, 1 / 12], of: try add(Square(), inverse)))
    var result = try add(
      Multiply(), try shifted(z, by: -0.5), try add(Log(), z))
    result = try shifted(try add(Subtract(), result, z), by: 0.9189385332046727)
    result = try add(Subtract(), try add(Add(), result, series), try add(Log(), product))
    let sine = try add(Absolute(), try add(Sin(), try scaled(x, by: .pi)))
    let image = try add(
      Subtract(), try shifted(try add(Negate(), try add(Log(), sine)), by: 1.1447298858494002),
      result)
    return try add(Where(), isMirrored, image, result)
  }

  /// The derivative of `ln Γ(x)`.
  func derivedLogarithmOfGamma(_ x: ValueID) throws(Diagnostic) -> ValueID {
    let (y, isMirrored) = try mirrored(x)
    let z = try shifted(y, by: Double(Self.shift))
    let inverse = try add(Reciprocal(), z)
    let square = try add(Square(), inverse)
    let series = try add(
      Multiply(), square, try polynomial([-1 / 252, 1 / 120, -1 / 12], of: square))
    var result = try add(
      Subtract(), try add(Log(), z), try scaled(inverse, by: 0.5))
    result = try add(Add(), result, series)
    for step in 0..<Self.shift {
      let term = try add(Reciprocal(), try shifted(y, by: Double(step)))
      result = try add(Subtract(), result, term)
    }
    let angle = try scaled(x, by: .pi)
    let cotangent = try add(Divide(), try add(Cos(), angle), try add(Sin(), angle))
    let image = try add(Subtract(), result, try scaled(cotangent, by: .pi))
    return try add(Where(), isMirrored, image, result)
  }

  /// `exp(x²) · erfc(x)`, by a continued fraction where the second factor is small.
  fileprivate func scaledErrorComplement(_ x: ValueID) throws(Diagnostic) -> ValueID {
    let large = try add(Clamp(minimum: 2, maximum: nil), x)
    var fraction = large
    for level in stride(from: 16, to: 0, by: -1) {
      let quotient = try add(
        Divide(), try context.scalar(Double(level) / 2, like: x), fraction)
      fraction = try add(Add(), large, quotient)
    }
    let tail = try add(
      Divide(), try context.scalar(0.5641895835477563, like: x), fraction)
    let small = try add(Clamp(minimum: nil, maximum: 2), x)
    let complement = try add(
      Subtract(), try context.scalar(1, like: x), try errorFunction(small))
    let head = try add(
      Multiply(), try add(Exp(), try add(Square(), small)), complement)
    return try add(Where(), try compare(x, Greater(), 2), tail, head)
  }

  /// The modified Bessel function of the first kind and order 0.
  ///
  /// Source: M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 9.8.1 and 9.8.2.
  fileprivate func modifiedBessel(_ x: ValueID) throws(Diagnostic) -> ValueID {
    let magnitude = try add(Absolute(), x)
    let near = try add(Square(), try scaled(x, by: 1 / 3.75))
    let small = try polynomial(
      [0.0045813, 0.0360768, 0.2659732, 1.2067492, 3.0899424, 3.5156229, 1], of: near)
    let large = try add(Clamp(minimum: 3.75, maximum: nil), magnitude)
    let far = try add(Divide(), try context.scalar(3.75, like: x), large)
    let factor = try polynomial(
      [
        0.00392377, -0.01647633, 0.02635537, -0.02057706, 0.00916281, -0.00157565, 0.00225319,
        0.01328592, 0.39894228,
      ], of: far)
    let growth = try add(
      Divide(), try add(Exp(), large), try add(Sqrt(), large))
    return try add(
      Where(), try compare(magnitude, Less(), 3.75), small, try add(Multiply(), growth, factor))
  }
}
