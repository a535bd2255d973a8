import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Decomposition {
  /// Reductions that GE does not have, or that mean all axes by naming none.
  mutating func addReductions() {
    add(ReduceSum.self) { (operation, node) throws(Diagnostic) in
      try node.result(
        ReduceSum(axes: node.axes(operation), keepsAxes: operation.keepsAxes), node[0])
    }
    add(ReduceMean.self) { (operation, node) throws(Diagnostic) in
      try node.result(
        ReduceMean(axes: node.axes(operation), keepsAxes: operation.keepsAxes), node[0])
    }
    add(ReduceMax.self) { (operation, node) throws(Diagnostic) in
      try node.result(
        ReduceMax(axes: node.axes(operation), keepsAxes: operation.keepsAxes), node[0])
    }
    add(ReduceMin.self) { (operation, node) throws(Diagnostic) in
      try node.result(
        ReduceMin(axes: node.axes(operation), keepsAxes: operation.keepsAxes), node[0])
    }
    add(ReduceProduct.self) { (operation, node) throws(Diagnostic) in
      try node.result(
        ReduceProduct(axes: node.axes(operation), keepsAxes: operation.keepsAxes), node[0])
    }
    add(ReduceAll.self) { (operation, node) throws(Diagnostic) in
      try node.result(
        ReduceAll(axes: node.axes(operation), keepsAxes: operation.keepsAxes), node[0])
    }
    add(ReduceAny.self) { (operation, node) throws(Diagnostic) in
      try node.result(
        ReduceAny(axes: node.axes(operation), keepsAxes: operation.keepsAxes), node[0])
    }
    add(ReduceL1.self) { (operation, node) throws(Diagnostic) in
      try node.result(node.sum(operation), node.emit(Absolute(), node[0]))
    }
    add(ReduceL2.self) { (operation, node) throws(Diagnostic) in
      let squares = try node.emit(Square(), node[0])
      try node.result(Sqrt(), node.emit(node.sum(operation), squares))
    }
    add(ReduceSumOfSquares.self) { (operation, node) throws(Diagnostic) in
      try node.result(node.sum(operation), node.emit(Square(), node[0]))
    }
    add(ReduceLogSumExp.self) { (operation, node) throws(Diagnostic) in
      try node.logSumExp(operation)
    }
    add(ReduceVariance.self) { (operation, node) throws(Diagnostic) in
      try node.variance(operation)
    }
    add(ArgMax.self) { (operation, node) throws(Diagnostic) in
      guard operation.keepsAxis else { return try node.keep() }
      let index = try node.emit(ArgMax(axis: operation.axis, keepsAxis: false), node[0])
      try node.result(Unsqueeze(axes: [operation.axis]), index)
    }
    add(ArgMin.self) { (operation, node) throws(Diagnostic) in
      guard operation.keepsAxis else { return try node.keep() }
      let index = try node.emit(ArgMin(axis: operation.axis, keepsAxis: false), node[0])
      try node.result(Unsqueeze(axes: [operation.axis]), index)
    }
    add(TopK.self) { (operation, node) throws(Diagnostic) in try node.topK(operation) }
    add(Sort.self) { (operation, node) throws(Diagnostic) in
      guard let count = node.shape(0)[operation.axis].size, count >= 1 else {
        throw node.unsupported("the number of elements is not known")
      }
      try node.topK(
        TopK(count: count, axis: operation.axis, isLargest: operation.isDescending))
    }
  }
}

extension Decomposition {
  /// The axes of a reduction; none at all are every axis.
  fileprivate mutating func axes(_ operation: some ReductionOperator) -> [Int] {
    operation.axes.isEmpty ? Array(0..<shape(0).rank) : operation.axes
  }

  fileprivate mutating func sum(_ operation: some ReductionOperator) -> ReduceSum {
    ReduceSum(axes: axes(operation), keepsAxes: operation.keepsAxes)
  }

  /// `m + log Σ exp(x − m)` with the maximum m, so that nothing overflows.
  fileprivate mutating func logSumExp(_ operation: ReduceLogSumExp) throws(Diagnostic) {
    let axes = axes(operation)
    let maximum = try emit(ReduceMax(axes: axes, keepsAxes: true), self[0])
    let powers = try emit(Exp(), emit(Subtract(), self[0], maximum))
    let sum = try emit(ReduceSum(axes: axes, keepsAxes: true), powers)
    let logarithm = try emit(Log(), sum)
    guard !operation.keepsAxes else { return try result(Add(), logarithm, maximum) }
    let both = try emit(Add(), logarithm, maximum)
    try result(Squeeze(axes: axes.sorted()), both)
  }

  /// The mean of squared distances to the mean, with another divisor where a correction is asked for.
  fileprivate mutating func variance(_ operation: ReduceVariance) throws(Diagnostic) {
    let axes = operation.axes.isEmpty ? Array(0..<shape(0).rank) : operation.axes
    let mean = try emit(ReduceMean(axes: axes, keepsAxes: true), self[0])
    let squares = try emit(Square(), emit(Subtract(), self[0], mean))
    if operation.correction == 0 {
      return try result(ReduceMean(axes: axes, keepsAxes: operation.keepsAxes), squares)
    }
    let sizes = axes.compactMap { shape(0)[$0].size }
    guard sizes.count == axes.count else { throw unsupported("a size is not known") }
    let count = sizes.reduce(1) { $0 * Double($1) } - Double(operation.correction)
    let sum = try emit(ReduceSum(axes: axes, keepsAxes: operation.keepsAxes), squares)
    try result(Divide(), sum, scalar(max(0, count)))
  }

  /// GE sorts the last axis, the largest first.
  fileprivate mutating func topK(_ operation: TopK) throws(Diagnostic) {
    let rank = shape(0).rank
    let last = rank - 1
    if operation.axis == last, operation.isLargest {
      return try results(TopK(count: operation.count, axis: last), [self[0]])
    }
    var order = Array(0..<rank)
    order.swapAt(operation.axis, last)
    var value = self[0]
    if operation.axis != last { value = try emit(Transpose(axes: order), value) }
    if !operation.isLargest { value = try emit(Negate(), value) }
    let sorted = try emit(TopK(count: operation.count, axis: last), [value])
    var values = sorted[0]
    if !operation.isLargest { values = try emit(Negate(), values) }
    guard operation.axis != last else {
      result(values)
      return result(sorted[1], index: 1)
    }
    try result(Transpose(axes: order), values, index: 0)
    try result(Transpose(axes: order), sorted[1], index: 1)
  }
}
