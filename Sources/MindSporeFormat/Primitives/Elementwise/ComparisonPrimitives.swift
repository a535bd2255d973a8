import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Comparisons.
  static let comparisons: [MindSporePrimitive] = [
    MindSporePrimitive("Equal(x, y)", is: "eq"),
    MindSporePrimitive("EqScalar(x, y)", is: "eq"),
    MindSporePrimitive("NotEqual(x, y)", is: "ne"),
    MindSporePrimitive("NeScalar(x, y)", is: "ne"),
    MindSporePrimitive("Greater(x, y)", is: "gt"),
    MindSporePrimitive("GreaterScalar(x, y)", is: "gt"),
    MindSporePrimitive("GreaterEqual(x, y)", is: "ge"),
    MindSporePrimitive("GreaterEqualScalar(x, y)", is: "ge"),
    MindSporePrimitive("Less(x, y)", is: "lt"),
    MindSporePrimitive("LessScalar(x, y)", is: "lt"),
    MindSporePrimitive("LessEqual(x, y)", is: "le"),
    MindSporePrimitive("LessEqualScalar(x, y)", is: "le"),
    MindSporePrimitive(
      "IsClose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)", is: "isclose"),
    MindSporePrimitive("ApproximateEqual(x, y, tolerance=1e-05)") { call throws(Diagnostic) in
      let operands = try call.promoted("x", "y")
      let difference = try call.add(
        Absolute(), try call.add(Subtract(), operands[0], operands[1]))
      let bound = try call.context.scalar(try call.number("tolerance"), like: difference)
      return call.result(try call.add(Less(), difference, bound))
    },
    MindSporePrimitive("IsNan(x)", is: "isnan"),
    MindSporePrimitive("IsInf(x)", is: "isinf"),
    MindSporePrimitive("IsFinite(x)", is: "isfinite"),
    MindSporePrimitive("IsNegInf(x)", is: "isneginf"),
  ]

  /// Truth values and bits.
  static let logic: [MindSporePrimitive] = [
    MindSporePrimitive("LogicalAnd(x, y)", is: "logical_and"),
    MindSporePrimitive("LogicalOr(x, y)", is: "logical_or"),
    MindSporePrimitive("LogicalXor(x, y)", is: "logical_xor"),
    MindSporePrimitive("LogicalNot(x)", is: "logical_not"),
    MindSporePrimitive("BitwiseAnd(x, y)", is: "bitwise_and"),
    MindSporePrimitive("BitwiseOr(x, y)", is: "bitwise_or"),
    MindSporePrimitive("BitwiseXor(x, y)", is: "bitwise_xor"),
    MindSporePrimitive("BitwiseAndTensor(x, y)", is: "bitwise_and"),
    MindSporePrimitive("BitwiseOrTensor(x, y)", is: "bitwise_or"),
    MindSporePrimitive("BitwiseXorTensor(x, y)", is: "bitwise_xor"),
    MindSporePrimitive("BitwiseAndScalar(x, y)", is: "bitwise_and"),
    MindSporePrimitive("BitwiseOrScalar(x, y)", is: "bitwise_or"),
    MindSporePrimitive("BitwiseXorScalar(x, y)", is: "bitwise_xor"),
    MindSporePrimitive("BitwiseNot(x)", is: "bitwise_not"),
    MindSporePrimitive("Invert(x)", is: "bitwise_not"),
    MindSporePrimitive("LeftShift(x, y)", is: "bitwise_left_shift"),
    MindSporePrimitive("RightShift(x, y)", is: "bitwise_right_shift"),
  ]
}
