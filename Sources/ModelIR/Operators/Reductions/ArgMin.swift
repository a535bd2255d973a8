/// The 0-based index of the smallest element along an axis, the first of several:
/// `y = the least i with x[i] = min x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any with at least one axis, real numeric elements |
/// | y | as x, the axis of size 1 or taken away, int64 elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x, 0-based | the first (ONNX), none (PyTorch, Flux), the last (MindSpore) |
/// | keepsAxis | whether the axis stays with size 1 | true (ONNX), false (PyTorch, MindSpore, GE) |
///
/// Julia counts from 1: an importer of Flux adds it. Flux `argmin`; PyTorch `aten::argmin`;
/// MindSpore `Argmin`, `ArgMinWithValue`; ONNX `ArgMin`; GE `ArgMinD`, `ArgMin`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__ArgMin.html>.
public struct ArgMin: Operator {
  public static let definition = OperatorDefinition(
    "ArgMin", .reduction, summary: "y = the least i with x[i] = min x along an axis",
    operands: [.required("x")],
    spellings: [
      .flux("argmin"), .pyTorch("aten::argmin"), .mindSpore("Argmin", "ArgMinWithValue"),
      .onnx("ArgMin"), .graphEngine("ArgMinD", "ArgMin"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ArgMin.html")

  public static let examples = [
    OperatorExample(
      ArgMin(axis: 1, keepsAxis: false),
      [TensorType(.float32, [.symbol("batch"), 10])],
      gives: [TensorType(.int64, [.symbol("batch")])]),
    OperatorExample(
      ArgMin(axis: 1, keepsAxis: true),
      [TensorType(.float32, [.symbol("batch"), 10])],
      gives: [TensorType(.int64, [.symbol("batch"), 1])]),
  ]

  /// The axis along which elements are compared.
  public let axis: Int
  /// Whether the axis stays with size 1.
  public let keepsAxis: Bool

  /// Makes the operator.
  public init(axis: Int, keepsAxis: Bool) {
    self.axis = axis
    self.keepsAxis = keepsAxis
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let reduced = try inferReduction(operands, axes: [axis], keepsAxes: keepsAxis, .realNumeric)
    return [TensorType(.int64, reduced.shape)]
  }
}
