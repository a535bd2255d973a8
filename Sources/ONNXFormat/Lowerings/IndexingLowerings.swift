import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators that pick elements by indices.
  mutating func addIndexing() {
    add(Gather.self) { operation, node in
      node.result(
        "Gather", node[0], node.indices(1), attributes: [.integer("axis", operation.axis)])
    }
    add(GatherElements.self) { operation, node in
      node.result(
        "GatherElements", node[0], node.indices(1), attributes: [.integer("axis", operation.axis)])
    }
    add(GatherND.self) { operation, node in
      node.result(
        "GatherND", node[0], node.wideIndices(1),
        attributes: [.integer("batch_dims", operation.batchAxes)])
    }
    add(Embedding.self) { _, node in
      node.result("Gather", node[0], node.indices(1), attributes: [.integer("axis", 0)])
    }
    add(ScatterElements.self) { (operation, node) throws(Diagnostic) in
      let reduction = try node.scatterReduction(operation.reduction)
      node.result(
        "ScatterElements", node[0], node.indices(1), node[2],
        attributes: [.integer("axis", operation.axis)] + reduction)
    }
    add(ScatterND.self) { (operation, node) throws(Diagnostic) in
      let reduction = try node.scatterReduction(operation.reduction)
      node.result("ScatterND", node[0], node.wideIndices(1), node[2], attributes: reduction)
    }
    add(OneHot.self) { operation, node in node.oneHot(operation) }
    add(NonZero.self) { _, node in node.result("NonZero", node[0]) }
    add(NonMaxSuppression.self) { operation, node in node.suppress(operation) }
    add(Unique.self) { operation, node in
      let axis: [ONNXAttribute] = operation.axis.map { [.integer("axis", $0)] } ?? []
      node.emit(
        "Unique", [node[0]], giving: [.result(0), .unused, .result(1), .result(2)],
        attributes: axis + [.flag("sorted", true)])
    }
  }
}

extension NodeLowering {
  /// An operand of indices as ONNX takes them: int32 or int64.
  fileprivate mutating func indices(_ index: Int) -> String {
    type(index).elementType == .int32 ? self[index] : wideIndices(index)
  }

  /// An operand of indices as int64.
  fileprivate mutating func wideIndices(_ index: Int) -> String {
    if type(index).elementType == .int64 { return self[index] }
    return emit(
      "Cast", self[index], attributes: [.integer("to", ElementType.int64.onnxDataType)])
  }

  /// The boxes become those of one class in a batch of one; of the results' places in batch, class and
  /// boxes the last is taken.
  fileprivate mutating func suppress(_ operation: NonMaxSuppression) {
    let boxes = emit("Unsqueeze", self[0], integers([0]))
    let scores = emit("Unsqueeze", self[1], integers([0, 1]))
    let threshold = filled(operation.iouThreshold, count: 1, .float32)
    let kept = emit("NonMaxSuppression", boxes, scores, integers([.max]), threshold)
    result("Gather", kept, integer(2), attributes: [.integer("axis", 1)])
  }

  fileprivate func scatterReduction(
    _ reduction: ScatterReduction
  ) throws(Diagnostic) -> [ONNXAttribute] {
    let (name, least): (String, Int) =
      switch reduction {
      case .none: ("none", 13)
      case .add: ("add", 16)
      case .multiply: ("mul", 16)
      case .minimum: ("min", 18)
      case .maximum: ("max", 18)
      }
    guard opset >= least else { throw needs(opset: least, "scattering with '\(name)'") }
    return reduction == .none ? [] : [.string("reduction", name)]
  }

  /// Runtimes know the operator for float32 and int64; other types are cast from the former.
  fileprivate mutating func oneHot(_ operation: OneHot) {
    let elementType = resultType().elementType
    let isDirect = elementType == .float32 || elementType == .int64
    let made = isDirect ? elementType : .float32
    guard let values = Weight.array([0, 1], made) else { return }
    let inputs = [wideIndices(0), integer(operation.depth), constant(values)]
    let axis: ONNXAttribute = .integer("axis", operation.axis)
    if isDirect { return result("OneHot", inputs, attributes: [axis]) }
    let numbers = emit("OneHot", inputs, attributes: [axis])
    result("Cast", numbers, attributes: [.integer("to", elementType.onnxDataType)])
  }
}
