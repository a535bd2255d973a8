import ConversionKit
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators that reduce axes to one element or to none.
  mutating func addReductions() {
    addReduction(ReduceSum.self, "ReduceSum")
    addReduction(ReduceMean.self, "ReduceMean")
    addReduction(ReduceMax.self, "ReduceMax")
    addReduction(ReduceMin.self, "ReduceMin")
    addReduction(ReduceProduct.self, "ReduceProd")
    addReduction(ReduceL1.self, "ReduceL1")
    addReduction(ReduceL2.self, "ReduceL2")
    addReduction(ReduceSumOfSquares.self, "ReduceSumSquare")
    addReduction(ReduceLogSumExp.self, "ReduceLogSumExp")
    add(ReduceAny.self) { operation, node in node.reduceBools("ReduceMax", operation) }
    add(ReduceAll.self) { operation, node in node.reduceBools("ReduceMin", operation) }
    add(ReduceVariance.self) { operation, node in node.reduceVariance(operation) }
    add(ArgMax.self) { operation, node in
      node.result(
        "ArgMax", node[0],
        attributes: [.integer("axis", operation.axis), .flag("keepdims", operation.keepsAxis)])
    }
    add(ArgMin.self) { operation, node in
      node.result(
        "ArgMin", node[0],
        attributes: [.integer("axis", operation.axis), .flag("keepdims", operation.keepsAxis)])
    }
    add(DynamicTopK.self) { operation, node in
      node.results(
        "TopK", [node[0], node.position(1)],
        attributes: [
          .integer("axis", operation.axis), .flag("largest", operation.isLargest),
          .flag("sorted", operation.isSorted),
        ])
    }
    add(Sort.self) { operation, node in
      // Of equal elements TopK has the one with the lower index first.
      let size = node.shape(0)[operation.axis].size
      let count =
        size.map { node.integers([$0]) }
        ?? node.emit("Gather", node.emit("Shape", node[0]), node.integers([operation.axis]))
      node.results(
        "TopK", [node[0], count],
        attributes: [.integer("axis", operation.axis), .flag("largest", operation.isDescending)])
    }
    add(TopK.self) { operation, node in
      node.results(
        "TopK", [node[0], node.integers([operation.count])],
        attributes: [
          .integer("axis", operation.axis), .flag("largest", operation.isLargest),
          .flag("sorted", operation.isSorted),
        ])
    }
  }

  private mutating func addReduction<Reduction: ReductionOperator>(
    _ type: Reduction.Type, _ name: String
  ) {
    add(type) { operation, node in
      let (axes, attributes) = node.reductionAxes(
        name, operation.axes, keepsAxes: operation.keepsAxes)
      node.result(name, [node[0]] + axes, attributes: attributes)
    }
  }
}

extension NodeLowering {
  /// A reduction on the way to the result.
  mutating func reduced(
    _ type: String, _ value: String, axes: [Int], keepsAxes: Bool
  ) -> String {
    let (inputs, attributes) = reductionAxes(type, axes, keepsAxes: keepsAxes)
    return emit(type, [value] + inputs, attributes: attributes)
  }

  /// The axes of a reduction, which became an operand with opset 13 for sums and 18 for the others; none
  /// at all are every axis.
  fileprivate mutating func reductionAxes(
    _ type: String, _ axes: [Int], keepsAxes: Bool
  ) -> (inputs: [String], attributes: [ONNXAttribute]) {
    let keeps: ONNXAttribute = .flag("keepdims", keepsAxes)
    if axes.isEmpty { return ([], [keeps]) }
    if opset >= 18 || type == "ReduceSum" { return ([integers(axes)], [keeps]) }
    return ([], [.integers("axes", axes), keeps])
  }

  /// ONNX's reductions take no truth values, so these are counted as 0 and 1.
  fileprivate mutating func reduceBools(_ type: String, _ operation: some ReductionOperator) {
    let numbers = emit(
      "Cast", self[0], attributes: [.integer("to", ElementType.int32.onnxDataType)])
    let extreme = reduced(
      type, numbers, axes: operation.axes, keepsAxes: operation.keepsAxes)
    result("Cast", extreme, attributes: [.integer("to", ElementType.bool.onnxDataType)])
  }

  /// The mean of squared distances to the mean, with another divisor where a correction is asked for.
  fileprivate mutating func reduceVariance(_ operation: ReduceVariance) {
    let x = self[0]
    let centered = emit("Sub", x, reduced("ReduceMean", x, axes: operation.axes, keepsAxes: true))
    let squares = emit("Mul", centered, centered)
    let isCorrected = operation.correction != 0
    let type = isCorrected ? "ReduceSum" : "ReduceMean"
    let (axes, attributes) = reductionAxes(type, operation.axes, keepsAxes: operation.keepsAxes)
    guard isCorrected else { return result(type, [squares] + axes, attributes: attributes) }
    let sum = emit(type, [squares] + axes, attributes: attributes)
    let all = operation.axes.isEmpty ? Array(0..<shape(0).rank) : operation.axes
    result("Div", sum, elementCount(all, minus: operation.correction))
  }

  /// The number of elements of the first operand along some axes, less a correction, as a number of its
  /// type; it is computed when the model runs where a size is not known before.
  mutating func elementCount(_ axes: [Int], minus correction: Int) -> String {
    let elementType = type(0).elementType
    let sizes = axes.compactMap { shape(0)[$0].size }
    if sizes.count == axes.count {
      return scalar(max(0, sizes.reduce(1) { $0 * Double($1) } - Double(correction)))
    }
    let picked = emit("Gather", emit("Shape", self[0]), integers(axes))
    let product = reduced("ReduceProd", picked, axes: [0], keepsAxes: false)
    let corrected =
      correction == 0
      ? product : emit("Max", emit("Sub", product, integer(correction)), integer(0))
    return emit("Cast", corrected, attributes: [.integer("to", elementType.onnxDataType)])
  }
}
