import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators on each element by itself.
  mutating func addUnaryElementwise() {
    add(Identity.self) { _, node in node.result("Identity", node[0]) }
    add(Negate.self) { _, node in node.result("Neg", node[0]) }
    add(Absolute.self) { _, node in node.result("Abs", node[0]) }
    add(Sqrt.self) { _, node in node.result("Sqrt", node[0]) }
    add(Rsqrt.self) { _, node in node.result("Reciprocal", node.emit("Sqrt", node[0])) }
    add(Reciprocal.self) { _, node in node.result("Reciprocal", node[0]) }
    add(Exp.self) { _, node in node.result("Exp", node[0]) }
    add(Expm1.self) { _, node in
      // eˣ − 1 = tanh(x / 2) · (eˣ + 1), which keeps every digit near 0.
      let half = node.emit("Tanh", node.emit("Mul", node[0], node.scalar(0.5)))
      node.result("Mul", half, node.emit("Add", node.emit("Exp", node[0]), node.scalar(1)))
    }
    add(Log.self) { _, node in node.result("Log", node[0]) }
    add(Log1p.self) { _, node in
      // log(1 + x) = 2 · atanh(x / (2 + x)), which keeps every digit near 0.
      let x = node[0]
      let ratio = node.emit("Div", x, node.emit("Add", x, node.scalar(2)))
      let near = node.emit("Mul", node.emit("Atanh", ratio), node.scalar(2))
      let far = node.emit("Log", node.emit("Add", x, node.scalar(1)))
      let isNear = node.emit("Less", node.emit("Abs", x), node.scalar(0.5))
      node.result("Where", isNear, near, far)
    }
    add(Sin.self) { _, node in node.result("Sin", node[0]) }
    add(Cos.self) { _, node in node.result("Cos", node[0]) }
    add(Tan.self) { _, node in node.result("Tan", node[0]) }
    add(Asin.self) { _, node in node.result("Asin", node[0]) }
    add(Acos.self) { _, node in node.result("Acos", node[0]) }
    add(Atan.self) { _, node in node.result("Atan", node[0]) }
    add(Sinh.self) { _, node in node.result("Sinh", node[0]) }
    add(Cosh.self) { _, node in node.result("Cosh", node[0]) }
    add(Asinh.self) { _, node in node.result("Asinh", node[0]) }
    add(Acosh.self) { _, node in node.result("Acosh", node[0]) }
    add(Atanh.self) { _, node in node.result("Atanh", node[0]) }
    add(Erf.self) { _, node in node.result("Erf", node[0]) }
    add(Sign.self) { _, node in node.result("Sign", node[0]) }
    add(Floor.self) { _, node in node.result("Floor", node[0]) }
    add(Ceil.self) { _, node in node.result("Ceil", node[0]) }
    add(Round.self) { _, node in node.result("Round", node[0]) }
    add(Trunc.self) { _, node in
      let magnitude = node.emit("Floor", node.emit("Abs", node[0]))
      node.result("Mul", node.emit("Sign", node[0]), magnitude)
    }
    add(Square.self) { _, node in node.result("Mul", node[0], node[0]) }
    add(Not.self) { _, node in node.result("Not", node[0]) }
    add(IsNaN.self) { _, node in node.result("IsNaN", node[0]) }
    add(IsInfinite.self) { _, node in node.result("IsInf", node[0]) }
    add(BitwiseNot.self) { (_, node) throws(Diagnostic) in
      guard node.opset >= 18 else { throw node.needs(opset: 18, "BitwiseNot") }
      node.result("BitwiseNot", node[0])
    }
    add(Clamp.self) { operation, node in
      node.clip(from: operation.minimum, to: operation.maximum)
    }
    add(Cast.self) { operation, node in
      node.result("Cast", node[0], attributes: [.integer("to", operation.to.onnxDataType)])
    }
    add(CumulativeSum.self) { operation, node in
      node.result(
        "CumSum", node[0], node.integer(operation.axis),
        attributes: [
          .flag("exclusive", operation.isExclusive), .flag("reverse", operation.isReversed),
        ])
    }
  }
}

extension NodeLowering {
  /// Clips the first operand; bounds of integers are rounded inwards, as no integer lies between.
  mutating func clip(from minimum: Double?, to maximum: Double?) {
    let type = type(0).elementType
    var low = minimum
    var high = maximum
    if type.isInteger {
      let range = type.integerRange
      low = minimum.flatMap { $0 <= range.lowerBound ? nil : $0.rounded(.up) }
      high = maximum.flatMap { $0 >= range.upperBound ? nil : $0.rounded(.down) }
      low = low.map { min($0, range.upperBound) }
      high = high.map { max($0, range.lowerBound) }
    }
    guard low != nil || high != nil else { return result("Identity", self[0]) }
    let least = low.map { scalar($0) } ?? ""
    let most = high.map { scalar($0) } ?? ""
    result("Clip", self[0], least, most)
  }
}

extension ElementType {
  /// The least and the greatest integer of an integer type that a Double holds.
  fileprivate var integerRange: ClosedRange<Double> {
    switch self {
    case .uint8: 0...255
    case .int8: -128...127
    case .uint16: 0...65535
    case .int16: -32768...32767
    case .uint32: 0...4_294_967_295
    case .int32: -2_147_483_648...2_147_483_647
    case .uint64: 0...18_446_744_073_709_549_568
    default: -9_223_372_036_854_775_808...9_223_372_036_854_774_784
    }
  }
}
