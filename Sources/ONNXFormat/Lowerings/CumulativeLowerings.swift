import ConversionKit
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators on the beginnings of an axis beside sums: each beginning becomes a row, and what lies
  /// behind it the element that changes nothing.
  mutating func addCumulative() {
    add(CumulativeProduct.self) { operation, node in
      node.reduceBeginnings("ReduceProd", axis: operation.axis, neutral: 1)
    }
    add(CumulativeLogSumExp.self) { operation, node in
      node.reduceBeginnings("ReduceLogSumExp", axis: operation.axis, neutral: -.infinity)
    }
  }
}

extension NodeLowering {
  fileprivate mutating func reduceBeginnings(_ type: String, axis: Int, neutral: Double) {
    let size = shape(0)[axis]
    var mask: String
    if let size = size.size, size <= 256 {
      mask = triangleMask(size, size) { row, column in column <= row }
    } else {
      let count = emit("Gather", emit("Shape", self[0]), integer(axis))
      let places = emit("Range", integer(0), count, integer(1))
      mask = emit("GreaterOrEqual", emit("Unsqueeze", places, integers([1])), places)
    }
    let inner = shape(0).rank - 1 - axis
    if inner > 0 { mask = emit("Unsqueeze", mask, integers(Array(2..<2 + inner))) }
    let rows = emit("Unsqueeze", self[0], integers([axis]))
    let beginnings = emit("Where", mask, rows, scalar(neutral))
    let isOperand = opset >= 18
    result(
      type, [beginnings] + (isOperand ? [integers([axis + 1])] : []),
      attributes: (isOperand ? [] : [.integers("axes", [axis + 1])]) + [.flag("keepdims", false)])
  }
}
