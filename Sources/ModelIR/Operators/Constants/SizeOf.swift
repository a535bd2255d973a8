/// The number of an operand's elements as a tensor.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | y | `[]`, i64 |
///
/// Flux `length`; PyTorch `aten::numel`; MindSpore `Size`; ONNX `Size`; GE `Size`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Size.html>.
public struct SizeOf: Operator {
  public static let definition = OperatorDefinition(
    "SizeOf", .constant, summary: "y = the number of x's elements", operands: [.required("x")],
    spellings: [
      .flux("length"), .pyTorch("aten::numel", "aten::sym_numel"), .mindSpore("Size"),
      .onnx("Size"), .graphEngine("Size"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Size.html")

  public static let examples = [
    OperatorExample(
      SizeOf(), [TensorType(.float32, [.symbol("batch"), 3])], gives: [TensorType(.int64, [])])
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    [TensorType(.int64, [])]
  }
}
