import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Views of one part of an axis.
  static let slicingViews: [ATenOperator] = [
    ATenOperator(view: "select(self: Tensor, dim: int, index: int)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let axis = try call.axis("dim", rank: call.rank(x))
      return call.result(try call.select(try call.size("index"), of: x, axis: axis))
    } writeBack: { call, original, view, _ throws(Diagnostic) in
      let axis = try call.axis("dim", rank: call.rank(original))
      let range = try call.range(of: try call.size("index"), in: original, axis: axis)
      return try call.put(try call.add(Unsqueeze(axes: [axis]), view), in: range, of: original)
    },
    ranged("slice(self: Tensor, dim: int=0, start: int=None, end: int=None, step: int=1)") {
      call, x throws(Diagnostic) in
      try call.sliceRange(of: x)
    },
    ranged("narrow(self, dim: int, start, length: int)") { call, x throws(Diagnostic) in
      let axis = try call.axis("dim", rank: call.rank(x))
      guard call.rank(x) > 0 else { throw call.problem("needs an axis") }
      let size = call.shape(x)[axis]
      var start: Dimension
      if case .tensor = call.value("start") {
        start = try call.context.symbol(for: try call.tensor("start"))
      } else {
        start = try call.size("start")
        if start.isNegative { start = size + start }
      }
      return AxisRange(
        axis: axis, size: size, from: start, to: start + (try call.size("length")))
    },
    ATenOperator(
      "slice_scatter(self, src, dim: int=0, start: int=None, end: int=None, step: int=1)"
    ) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let source = try call.context.cast(try call.tensor("src"), to: call.elementType(of: x))
      return call.result(try call.put(source, in: try call.sliceRange(of: x), of: x))
    },
    ATenOperator("select_scatter(self, src, dim: int, index: int)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let source = try call.context.cast(try call.tensor("src"), to: call.elementType(of: x))
      let axis = try call.axis("dim", rank: call.rank(x))
      let range = try call.range(of: try call.size("index"), in: x, axis: axis)
      return call.result(
        try call.put(try call.add(Unsqueeze(axes: [axis]), source), in: range, of: x))
    },
  ]

  private static func ranged(
    _ signature: StaticString,
    range: @escaping @Sendable (ATenCall, ValueID) throws(Diagnostic) -> AxisRange
  ) -> ATenOperator {
    ATenOperator(view: signature) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(try call.take(try range(call, x), of: x))
    } writeBack: { call, original, view, _ throws(Diagnostic) in
      try call.put(view, in: try range(call, original), of: original)
    }
  }
}

extension ATenCall {
  fileprivate func sliceRange(of x: ValueID) throws(Diagnostic) -> AxisRange {
    let axis = try axis("dim", rank: rank(x))
    guard rank(x) > 0 else { throw problem("needs an axis") }
    let step = isGiven("step") ? try integer("step") : 1
    guard step >= 1 else { throw problem("has a step of \(step), at least 1 is needed") }
    return AxisRange(
      axis: axis, size: shape(x)[axis], from: isGiven("start") ? try size("start") : nil,
      to: isGiven("end") ? try size("end") : nil, step: step)
  }

  /// One element of an axis as a part of it.
  func range(
    of index: Dimension, in x: ValueID, axis: Int
  ) throws(Diagnostic) -> AxisRange {
    guard rank(x) > axis else { throw problem("takes an element of a tensor without axes") }
    let size = shape(x)[axis]
    if let size = size.size, let number = index.size, !(-size..<size).contains(number) {
      throw problem("takes element \(number) of an axis of \(size)")
    }
    let start = index.isNegative ? size + index : index
    return AxisRange(axis: axis, size: size, from: start, to: start + 1)
  }

  /// One element of an axis, which disappears.
  func select(_ index: Dimension, of x: ValueID, axis: Int) throws(Diagnostic) -> ValueID {
    let range = try range(of: index, in: x, axis: axis)
    if range.isWhole { return try add(Squeeze(axes: [axis]), x) }
    // An index from the end needs no size.
    let place = index.isFixed ? (range.start.isFixed ? range.start : index) : index
    return try add(Gather(axis: axis), x, try context.operand(of: place))
  }
}
