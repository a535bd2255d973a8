import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators whose results show elements of their first argument at other places.
  static let views: [ATenOperator] = [
    ATenOperator(view: "permute(self, dims)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(
        try call.add(Transpose(axes: try call.axes("dims", rank: call.rank(x))), x))
    } writeBack: { call, original, view, _ throws(Diagnostic) in
      let axes = try call.axes("dims", rank: call.rank(original))
      var inverse = axes
      for (position, axis) in axes.enumerated() { inverse[axis] = position }
      return try call.add(Transpose(axes: inverse), view)
    },
    ATenOperator(view: "select(self, dim, index)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let axis = try call.axis("dim", rank: call.rank(x))
      let index = try call.context.operand(of: try call.size("index"))
      return call.result(try call.add(Gather(axis: axis), x, index))
    } writeBack: { call, original, view, _ throws(Diagnostic) in
      let axis = try call.axis("dim", rank: call.rank(original))
      let index = try call.context.vector(of: [try call.size("index")])
      return try call.writeSlices(view, at: index, axis: axis, to: original, hasAxis: false)
    },
  ]
}

extension ATenCall {
  /// A tensor with some of its slices along an axis replaced.
  ///
  /// - Parameters:
  ///   - indices: a vector of the slices' places.
  ///   - hasAxis: whether the slices have the axis themselves.
  func writeSlices(
    _ slices: ValueID, at indices: ValueID, axis: Int, to original: ValueID, hasAxis: Bool
  ) throws(Diagnostic) -> ValueID {
    let slices = hasAxis ? slices : try add(Unsqueeze(axes: [axis]), slices)
    // ONNX writes slices of the first axis, so that the axis goes there and back.
    var order = Array(0..<rank(original))
    order.remove(at: axis)
    order.insert(axis, at: 0)
    var inverse = order
    for (position, axis) in order.enumerated() { inverse[axis] = position }
    let places = try add(Unsqueeze(axes: [1]), indices)
    if axis == 0 { return try add(ScatterND(), original, places, slices) }
    let written = try add(
      ScatterND(), try add(Transpose(axes: order), original), places,
      try add(Transpose(axes: order), slices))
    return try add(Transpose(axes: inverse), written)
  }
}
