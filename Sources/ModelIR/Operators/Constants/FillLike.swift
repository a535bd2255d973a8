/// A tensor of one number with another tensor's type.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any |
///
/// | attribute | range |
/// |---|---|
/// | value | a number that the element type holds |
///
/// Flux `zero`, `fill`; PyTorch `aten::full_like`, `aten::zeros_like`, `aten::ones_like`; MindSpore
/// `ZerosLike`, `OnesLike`; ONNX `Shape` and `ConstantOfShape`; GE `ZerosLike`, `OnesLike`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.full_like.html>.
public struct FillLike: Operator {
  public static let definition = OperatorDefinition(
    "FillLike", .constant, summary: "y = one number everywhere, of x's type",
    operands: [.required("x")],
    spellings: [
      .flux("zero"), .pyTorch("aten::full_like", "aten::zeros_like", "aten::ones_like"),
      .mindSpore("ZerosLike", "OnesLike"), .onnx("Shape + ConstantOfShape"),
      .graphEngine("ZerosLike", "OnesLike"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.full_like.html")

  public static let examples = [
    OperatorExample(
      FillLike(value: 0), [TensorType(.float32, [.symbol("batch"), 3])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])])
  ]

  /// The number.
  public let value: Double

  /// Makes the operator.
  public init(value: Double) { self.value = value }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    [operands[0]]
  }
}
