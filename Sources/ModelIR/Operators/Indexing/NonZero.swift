/// The places of the elements that are not 0, in row-major order: column j is the j-th place.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | y | `[rank, ?]`, i64 |
///
/// PyTorch's `aten::nonzero` gives the transposed. MindSpore `NonZero`; ONNX `NonZero`; GE `NonZero`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__NonZero.html>.
public struct NonZero: Operator {
  public static let definition = OperatorDefinition(
    "NonZero", .indexing, summary: "y[:, j] = the place of the j-th element that is not 0",
    operands: [.required("x")],
    spellings: [
      .pyTorch("aten::nonzero (transposed)"), .mindSpore("NonZero"), .onnx("NonZero-9"),
      .graphEngine("NonZero"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__NonZero.html")

  public static let examples = [
    OperatorExample(
      NonZero(), [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.int64, [2, .unknown])])
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    [TensorType(.int64, [.fixed(operands[0].rank), .unknown])]
  }
}
