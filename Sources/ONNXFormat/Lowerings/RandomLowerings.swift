import ConversionKit
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators that draw random numbers.
  mutating func addRandom() {
    add(RandomNormal.self) { operation, node in
      node.draw(
        "RandomNormal", operation.shape,
        [.float("mean", operation.mean), .float("scale", operation.deviation)])
    }
    add(RandomUniform.self) { operation, node in
      node.draw(
        "RandomUniform", operation.shape,
        [.float("high", operation.high), .float("low", operation.low)])
    }
    add(Bernoulli.self) { _, node in
      if node.opset >= 15 { return node.result("Bernoulli", node[0]) }
      let drawn = node.emit("RandomUniformLike", node[0])
      let element = node.resultType().elementType
      node.result(
        "Cast", node.emit("Less", drawn, node[0]),
        attributes: [.integer("to", element.onnxDataType)])
    }
  }
}

extension NodeLowering {
  /// Sizes that are known only when the model runs are those of a tensor that is made for it.
  fileprivate mutating func draw(
    _ type: String, _ shape: [Dimension], _ settings: [ONNXAttribute]
  ) {
    let element: ONNXAttribute = .integer("dtype", resultType().elementType.onnxDataType)
    if let sizes = Shape(shape).sizes {
      return result(type, [], attributes: [element] + settings + [.integers("shape", sizes)])
    }
    let like = emit("ConstantOfShape", self[0])
    result("\(type)Like", like, attributes: [element] + settings)
  }
}
