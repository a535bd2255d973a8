/// The whole part: `y = sign(x) · ⌊|x|⌋`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// ONNX has no such operator: `Abs`, `Floor`, then `Mul` by `Sign`. Flux `trunc`; PyTorch
/// `aten::trunc`; MindSpore `Trunc`, `ops.trunc`; GE `Trunc`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.trunc.html>.
public struct Trunc: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Trunc", .arithmetic, summary: "y = sign(x) · ⌊|x|⌋",
    operands: [.required("x")],
    spellings: [
      .flux("trunc"), .pyTorch("aten::trunc"), .mindSpore("Trunc", "ops.trunc"),
      .graphEngine("Trunc"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.trunc.html")

  public static let examples = [
    OperatorExample(
      Trunc(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
