/// Takes every `step`-th element of a range of one axis: `y[…, i, …] = x[…, start + i·step, …]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, at least 1 axis |
/// | y | x's; `axis` has `⌈(end − start) / step⌉` |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x | |
/// | start | the first element; negative counts from the end | 0 |
/// | end | the first element that is left out; negative counts from the end, nothing is the end itself | the end |
/// | step | at least 1; reading backwards is ``Flip`` | 1 |
///
/// Ends beyond the axis are cut back to it. On an axis of unknown size a range is taken to lie inside
/// where it is one element or reaches the end; what a range with a fixed end gives there is unknown.
///
/// Flux `view`, `getindex`; PyTorch `aten::slice`, `aten::narrow`; MindSpore `StridedSlice`, `Slice`;
/// ONNX `Slice`; GE `StridedSliceD`. Defined at <https://onnx.ai/onnx/operators/onnx__Slice.html>.
public struct Slice: Operator {
  public static let definition = OperatorDefinition(
    "Slice", .shape, summary: "y[i] = x[start + i·step] along an axis",
    operands: [.required("x")],
    spellings: [
      .flux("getindex", "view"), .pyTorch("aten::slice", "aten::narrow"),
      .mindSpore("StridedSlice", "Slice"), .onnx("Slice"),
      .graphEngine("StridedSlice", "StridedSliceD", "SliceD"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Slice.html")

  public static let examples = [
    OperatorExample(
      Slice(axis: 1, start: 1, end: -1, step: 2),
      [TensorType(.float32, [.symbol("batch"), 9])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Slice(axis: 0, start: 1, end: nil), [TensorType(.float32, [.symbol("time"), 4])],
      gives: [TensorType(.float32, [.symbol("time") - 1, 4])]),
  ]

  /// The axis of which elements are taken.
  public let axis: Int
  /// The first element.
  public let start: Int
  /// The first element that is left out.
  public let end: Int?
  /// The distance of the elements.
  public let step: Int

  /// Makes the operator.
  public init(axis: Int, start: Int, end: Int?, step: Int = 1) {
    self.axis = axis
    self.start = start
    self.end = end
    self.step = step
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    var shape = operands[0].shape
    try requireAxis(axis, rank: shape.rank)
    guard step >= 1 else {
      throw InferenceFailure(.invalidAttribute, "the step is \(step), at least 1 is needed")
    }
    shape[axis] = size(of: shape[axis])
    return [TensorType(operands[0].elementType, shape)]
  }

  /// The first element and the one after the last for an axis of a known size, inside it.
  public func bounds(for size: Int) -> Range<Int> {
    func position(_ index: Int) -> Int {
      index < 0 ? max(0, index < -size ? 0 : index + size) : min(index, size)
    }
    let first = position(start)
    return first..<max(first, end.map(position) ?? size)
  }

  private func size(of dimension: Dimension) -> Dimension {
    if let size = dimension.size {
      return Dimension.fixed(bounds(for: size).count).ceilingDivided(by: step)
    }
    // Indices this large stand for "the end" in several formats.
    let end = self.end.flatMap { $0 >= Int(Int32.max) ? nil : $0 }
    switch (start < 0, end) {
    case (false, nil): return (dimension - start).ceilingDivided(by: step)
    case (true, nil): return (Dimension.fixed(0) - start).ceilingDivided(by: step)
    case (false, .some(let end)) where end < 0:
      return (dimension + end - start).ceilingDivided(by: step)
    case (_, .some(let end)) where (start < 0) == (end < 0) && end <= start: return 0
    case (true, .some(let end)) where end < 0:
      return (Dimension.fixed(end) - start).ceilingDivided(by: step)
    case (false, .some(let end)) where end - start == 1: return 1
    default: return .unknown
    }
  }
}
