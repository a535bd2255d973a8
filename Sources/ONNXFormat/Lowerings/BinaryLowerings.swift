import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators on pairs of elements, and the choice between them.
  mutating func addBinaryElementwise() {
    add(Add.self) { _, node in node.result("Add", node[0], node[1]) }
    add(Subtract.self) { _, node in node.result("Sub", node[0], node[1]) }
    add(Multiply.self) { _, node in node.result("Mul", node[0], node[1]) }
    add(Divide.self) { _, node in node.result("Div", node[0], node[1]) }
    add(FloorDivide.self) { _, node in node.floorDivide(node[0], node[1]) }
    add(Modulo.self) { operation, node in node.modulo(operation.kind) }
    add(Pow.self) { _, node in node.result("Pow", node[0], node[1]) }
    add(Minimum.self) { _, node in node.result("Min", node[0], node[1]) }
    add(Maximum.self) { _, node in node.result("Max", node[0], node[1]) }
    add(Equal.self) { _, node in node.result("Equal", node[0], node[1]) }
    add(NotEqual.self) { _, node in
      node.result("Not", node.emit("Equal", node[0], node[1]))
    }
    add(Less.self) { _, node in node.result("Less", node[0], node[1]) }
    add(LessOrEqual.self) { _, node in node.result("LessOrEqual", node[0], node[1]) }
    add(Greater.self) { _, node in node.result("Greater", node[0], node[1]) }
    add(GreaterOrEqual.self) { _, node in node.result("GreaterOrEqual", node[0], node[1]) }
    add(And.self) { _, node in node.result("And", node[0], node[1]) }
    add(Or.self) { _, node in node.result("Or", node[0], node[1]) }
    add(Xor.self) { _, node in node.result("Xor", node[0], node[1]) }
    add(BitwiseAnd.self) { (_, node) throws(Diagnostic) in try node.bitwise("BitwiseAnd") }
    add(BitwiseOr.self) { (_, node) throws(Diagnostic) in try node.bitwise("BitwiseOr") }
    add(BitwiseXor.self) { (_, node) throws(Diagnostic) in try node.bitwise("BitwiseXor") }
    add(BitwiseShift.self) { operation, node in node.shift(operation) }
    add(Atan2.self) { _, node in node.atan2() }
    add(Where.self) { _, node in node.result("Where", node[0], node[1], node[2]) }
  }
}

extension NodeLowering {
  fileprivate mutating func bitwise(_ type: String) throws(Diagnostic) {
    guard opset >= 18 else { throw needs(opset: 18, type) }
    result(type, self[0], self[1])
  }

  /// ONNX's Div truncates integers; where the floored remainder is not the truncated one, the floored
  /// quotient is one less.
  fileprivate mutating func floorDivide(_ dividend: String, _ divisor: String) {
    let elementType = type(0).elementType
    let quotient = emit("Div", dividend, divisor)
    guard elementType.isInteger else { return result("Floor", quotient) }
    let truncated = emit("Sub", dividend, emit("Mul", quotient, divisor))
    let floored = emit("Mod", dividend, divisor)
    let differs = emit("Not", emit("Equal", truncated, floored))
    let one = emit("Cast", differs, attributes: [.integer("to", elementType.onnxDataType)])
    result("Sub", quotient, one)
  }

  /// ONNX shifts unsigned numbers; others are multiplied with a power of 2 or divided by it.
  fileprivate mutating func shift(_ operation: BitwiseShift) {
    switch type(0).elementType {
    case .uint8, .uint32, .uint64:
      result(
        "BitShift", self[0], self[1],
        attributes: [.string("direction", operation.isLeft ? "LEFT" : "RIGHT")])
    default:
      let power = emit("Pow", scalar(2), self[1])
      if operation.isLeft { return result("Mul", self[0], power) }
      floorDivide(self[0], power)
    }
  }

  /// ONNX's Mod is floored for integers and, with `fmod`, truncated for every type; the floored one of
  /// floating-point numbers adds the divisor where the remainder has the other sign.
  fileprivate mutating func modulo(_ kind: Modulo.Kind) {
    if kind == .truncated || type(0).elementType.isInteger {
      return result(
        "Mod", self[0], self[1], attributes: [.flag("fmod", kind == .truncated)])
    }
    let zero = scalar(0)
    let remainder = emit("Mod", self[0], self[1], attributes: [.flag("fmod", true)])
    let signsDiffer = emit("Xor", emit("Less", remainder, zero), emit("Less", self[1], zero))
    let isInexact = emit("Not", emit("Equal", remainder, zero))
    let needsDivisor = emit("And", isInexact, signsDiffer)
    result("Where", needsDivisor, emit("Add", remainder, self[1]), remainder)
  }

  /// The angle of (x, y): atan(y / x), turned by π where x is negative, ±π/2 where x is 0; a zero's
  /// sign makes no difference.
  fileprivate mutating func atan2() {
    let y = self[0]
    let x = self[1]
    let zero = scalar(0)
    let turn = emit("Where", emit("Less", y, zero), scalar(-Double.pi), scalar(.pi))
    let offset = emit("Where", emit("Less", x, zero), turn, zero)
    let angle = emit("Add", emit("Atan", emit("Div", y, x)), offset)
    let upright = emit("Mul", emit("Sign", y), scalar(.pi / 2))
    result("Where", emit("Equal", x, zero), upright, angle)
  }
}
