import ConversionKit
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators whose results do not depend on their operands' elements.
  mutating func addConstants() {
    add(Constant.self) { operation, node in
      node.result("Identity", node.stored(operation.literal, named: "literal"))
    }
    add(ShapeOf.self) { operation, node in node.shapeOf(operation) }
    add(SizeOf.self) { _, node in node.result("Size", node[0]) }
    add(Fill.self) { operation, node in
      node.fill(operation.value, sizes: node.integers(operation.shape))
    }
    add(FillLike.self) { operation, node in
      node.fill(operation.value, sizes: node.emit("Shape", node[0]))
    }
    add(DynamicFill.self) { operation, node in node.fill(operation.value, sizes: node[0]) }
    add(FixedRange.self) { operation, node in node.fixedRange(operation) }
    add(DynamicRange.self) { _, node in node.result("Range", node[0], node[1], node[2]) }
  }
}

extension NodeLowering {
  /// Some of the sizes are cut out below opset 15.
  fileprivate mutating func shapeOf(_ operation: ShapeOf) {
    let isWhole = operation.start == 0 && operation.end == nil
    if isWhole { return result("Shape", self[0]) }
    if opset >= 15 {
      let end: [ONNXAttribute] = operation.end.map { [.integer("end", $0)] } ?? []
      return result("Shape", self[0], attributes: end + [.integer("start", operation.start)])
    }
    let whole = emit("Shape", self[0])
    result("Slice", slice(whole, axis: 0, from: operation.start, to: operation.end))
  }

  fileprivate mutating func fill(_ value: Double, sizes: String) {
    let elementType = resultType().elementType
    guard let element = Weight.array([value], elementType) else {
      preconditionFailure("constants of \(elementType) are refused before an operator is lowered")
    }
    result("ConstantOfShape", sizes, attributes: [.tensor("value", element)])
  }

  fileprivate mutating func fixedRange(_ operation: FixedRange) {
    let elementType = resultType().elementType
    let isDirect = [.float32, .float64, .int16, .int32, .int64].contains(elementType)
    let made: ElementType = isDirect ? elementType : .int64
    let bounds = [operation.start, operation.end, operation.step].map {
      scalar(Double($0), made)
    }
    if isDirect { return result("Range", bounds) }
    let numbers = emit("Range", bounds)
    result("Cast", numbers, attributes: [.integer("to", elementType.onnxDataType)])
  }
}
