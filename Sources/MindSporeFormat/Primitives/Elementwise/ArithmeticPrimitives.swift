import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Sums, products, quotients.
  static let arithmetic: [MindSporePrimitive] = [
    MindSporePrimitive("Add(x, y)", is: "add"),
    MindSporePrimitive("TensorAdd(x, y)", is: "add"),
    MindSporePrimitive("AddV2(x, y)", is: "add"),
    MindSporePrimitive("Adds(x, y)", is: "add"),
    MindSporePrimitive("AddExt(input, other, alpha=1)", is: "add"),
    MindSporePrimitive("AddScalar(input, other, alpha=1)", is: "add"),
    MindSporePrimitive("Sub(x, y)", is: "sub"),
    MindSporePrimitive("Subs(x, y)", is: "sub"),
    MindSporePrimitive("SubExt(input, other, alpha=1)", is: "sub"),
    MindSporePrimitive("SubScalar(input, other, alpha=1)", is: "sub"),
    MindSporePrimitive("Mul(x, y)", is: "mul"),
    MindSporePrimitive("Muls(x, y)", is: "mul"),
    MindSporePrimitive("Div(x, y)", is: "true_divide"),
    MindSporePrimitive("Divs(x, y)", is: "true_divide"),
    MindSporePrimitive("RealDiv(x, y)", is: "true_divide"),
    MindSporePrimitive("FloorDiv(x, y)", is: "floor_divide"),
    MindSporePrimitive("FloorDivScalar(x, y)", is: "floor_divide"),
    MindSporePrimitive("FloorMod(x, y)", is: "remainder"),
    MindSporePrimitive("RemainderTensorTensor(input, other)", is: "remainder"),
    MindSporePrimitive("RemainderTensorScalar(input, other)", is: "remainder"),
    MindSporePrimitive("RemainderScalarTensor(input, other)", is: "remainder"),
    MindSporePrimitive("Mod(x, y)", is: "fmod"),
    MindSporePrimitive("TruncateMod(x, y)", is: "fmod"),
    MindSporePrimitive("FmodTensor(input, other)", is: "fmod"),
    MindSporePrimitive("FmodScalar(input, other)", is: "fmod"),
    MindSporePrimitive("TruncateDiv(x, y)") { call throws(Diagnostic) in
      try call.aten("divide", [call.value("x"), call.value("y"), .text("trunc")])
    },
    MindSporePrimitive("DivMod(x, y, rounding_mode=None)", build: quotient),
    MindSporePrimitive("DivMods(x, y, rounding_mode=None)", build: quotient),
    MindSporePrimitive("DivNoNan(x, y)", build: safeQuotient),
    MindSporePrimitive("MulNoNan(x, y)") { call throws(Diagnostic) in
      let operands = try call.promoted("x", "y")
      let zero = try call.context.scalar(0, like: operands[1])
      let product = try call.add(Multiply(), operands[0], operands[1])
      return call.result(
        try call.add(Where(), try call.add(Equal(), operands[1], zero), zero, product))
    },
    MindSporePrimitive("Pow(x, y)", is: "pow"),
    MindSporePrimitive("PowTensorScalar(x, y)", is: "pow"),
    MindSporePrimitive("PowScalarTensor(x, y)", is: "pow"),
    MindSporePrimitive("Maximum(x, y)", is: "maximum"),
    MindSporePrimitive("Minimum(x, y)", is: "minimum"),
    MindSporePrimitive("Fmax(x, y)", is: "fmax"),
    MindSporePrimitive("Fmin(x, y)", is: "fmin"),
    MindSporePrimitive("Atan2(x, y)", is: "atan2"),
    MindSporePrimitive("Atan2Ext(x, y)", is: "atan2"),
    MindSporePrimitive("Hypot(x, y)", is: "hypot"),
    MindSporePrimitive("Xlogy(x, y)", is: "xlogy"),
    MindSporePrimitive("LogAddExp(x, y)", is: "logaddexp"),
    MindSporePrimitive("LogAddExp2(x, y)", is: "logaddexp2"),
    MindSporePrimitive("Heaviside(x, y)", is: "heaviside"),
    MindSporePrimitive("SquaredDifference(x, y)") { call throws(Diagnostic) in
      let operands = try call.promoted("x", "y")
      let difference = try call.add(Subtract(), operands[0], operands[1])
      return call.result(try call.add(Multiply(), difference, difference))
    },
    MindSporePrimitive("Lerp(start, end, weight)", is: "lerp"),
    MindSporePrimitive("LerpScalar(start, end, weight)", is: "lerp"),
    MindSporePrimitive("Addcmul(input, x1, x2, value=1)", is: "addcmul"),
    MindSporePrimitive("Addcdiv(input, x1, x2, value=1)", is: "addcdiv"),
    MindSporePrimitive("AddcmulExt(input, x1, x2, value=1)", is: "addcmul"),
    MindSporePrimitive("AddcdivExt(input, x1, x2, value=1)", is: "addcdiv"),
    MindSporePrimitive("AddN(x)", build: sum),
    MindSporePrimitive("AccumulateNV2(x)", build: sum),
    MindSporePrimitive("ClampTensor(input, min=None, max=None)", is: "clamp"),
    MindSporePrimitive("ClampScalar(input, min=None, max=None)", is: "clamp"),
    MindSporePrimitive("ClipByValue(input, min, max)", is: "clamp"),
  ]

  private static let quotient: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let mode: ATenValue =
      call.isGiven("rounding_mode")
      ? .text(try call.choice("rounding_mode", ["none", "trunc", "floor"])) : .none
    return try call.aten("divide", [call.value("x"), call.value("y"), mode])
  }

  private static let safeQuotient: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let operands = try call.promoted("x", "y")
    let zero = try call.context.scalar(0, like: operands[1])
    let one = try call.context.scalar(1, like: operands[1])
    let isZero = try call.add(Equal(), operands[1], zero)
    let divisor = try call.add(Where(), isZero, one, operands[1])
    let result = try call.add(Divide(), operands[0], divisor)
    return call.result(try call.add(Where(), isZero, zero, result))
  }

  private static let sum: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let parts = try call.tensors("x")
    guard var result = parts.first else { throw call.problem("adds up nothing") }
    for part in parts.dropFirst() { result = try call.add(Add(), result, part) }
    return call.result(result)
  }
}
