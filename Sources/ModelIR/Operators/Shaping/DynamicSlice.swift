/// Takes a part of one axis between positions that are known only when the model runs:
/// `y[i] = x[start + i · step]` along the axis, before `end`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, at least 1 axis |
/// | start, end | `[]` or `[1]`, i64; negative positions count from the end, both are clamped to the axis |
/// | y | x's; `axis` has `size` |
///
/// | attribute | range |
/// |---|---|
/// | axis | an axis of x |
/// | step | the distance of elements, at least 1 |
/// | size | what is known of the result's size along the axis |
///
/// PyTorch `aten::slice`; MindSpore `StridedSlice`; ONNX `Slice`; GE `StridedSliceV2`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Slice.html>.
public struct DynamicSlice: Operator {
  public static let definition = OperatorDefinition(
    "DynamicSlice", .shape, summary: "y = x between two operands' positions of an axis",
    operands: [.required("x"), .required("start"), .required("end")],
    spellings: [
      .pyTorch("aten::slice", "aten::narrow"), .mindSpore("StridedSlice"), .onnx("Slice"),
      .graphEngine("StridedSliceV2"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Slice.html")

  public static let examples = [
    OperatorExample(
      DynamicSlice(axis: 1, size: .symbol("time")),
      [
        TensorType(.float32, [.symbol("batch"), .symbol("time") + 3]), TensorType(.int64, []),
        TensorType(.int64, [1]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), .symbol("time")])])
  ]

  /// The axis.
  public let axis: Int
  /// The distance of the elements.
  public let step: Int
  /// What is known of the result's size along the axis.
  public let size: Dimension

  /// Makes the operator.
  public init(axis: Int, step: Int = 1, size: Dimension = .unknown) {
    self.axis = axis
    self.step = step
    self.size = size
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    var shape = operands[0].shape
    try requireAxis(axis, rank: shape.rank)
    try operands.requirePosition(1)
    try operands.requirePosition(2)
    guard step >= 1 else {
      throw InferenceFailure(.invalidAttribute, "the step is \(step), at least 1 is needed")
    }
    try requireStatedShape([size])
    if let most = shape[axis].size, let size = size.size, size > most {
      throw InferenceFailure(
        .shapeMismatch, "axis \(axis) has \(most) elements, no \(size) can be taken")
    }
    shape[axis] = size
    return [TensorType(operands[0].elementType, shape)]
  }
}
