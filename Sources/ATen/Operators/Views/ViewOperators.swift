import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators whose results show elements of their first argument at other places.
  static let views: [ATenOperator] = {
    let views =
      reshapingViews + expandingViews + permutingViews + slicingViews + partViews
      + diagonalViews + stridedViews
    let copied = [
      "as_strided", "diagonal", "expand", "narrow", "permute", "select", "slice", "split",
      "split_with_sizes", "squeeze", "t", "transpose", "unbind",
      "unfold", "unsqueeze", "view",
    ]
    return views
      + views.filter { copied.contains($0.signature.name) }
      .map { $0.withoutView(named: "\($0.signature.name)_copy") }
  }()
}

extension ATenCall {
  /// A tensor with some of its slices along an axis replaced, or met with others.
  ///
  /// - Parameters:
  ///   - indices: a vector of the slices' places.
  ///   - hasAxis: whether the slices have the axis themselves.
  func writeSlices(
    _ slices: ValueID, at indices: ValueID, axis: Int, to original: ValueID, hasAxis: Bool,
    reduction: ScatterReduction = .none
  ) throws(Diagnostic) -> ValueID {
    let slices = hasAxis ? slices : try add(Unsqueeze(axes: [axis]), slices)
    // ONNX writes slices of the first axis, so that the axis goes there and back.
    var order = Array(0..<rank(original))
    order.remove(at: axis)
    order.insert(axis, at: 0)
    let places = try add(Unsqueeze(axes: [1]), indices)
    let written = try add(
      ScatterND(reduction: reduction), try transposed(original, by: order), places,
      try transposed(slices, by: order))
    return try transposed(written, by: Self.inverse(of: order))
  }

  /// The elements with their axes in another order.
  func transposed(_ x: ValueID, by order: [Int]) throws(Diagnostic) -> ValueID {
    order == Array(order.indices) ? x : try add(Transpose(axes: order), x)
  }

  /// The order that undoes another one.
  static func inverse(of order: [Int]) -> [Int] {
    var inverse = order
    for (position, axis) in order.enumerated() { inverse[axis] = position }
    return inverse
  }
}
