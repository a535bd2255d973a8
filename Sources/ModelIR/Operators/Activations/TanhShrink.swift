/// What the hyperbolic tangent takes away: `y = x − tanh x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// ONNX has no such operator: `Sub` of x and `Tanh`. Flux `tanhshrink`; PyTorch `nn.Tanhshrink`,
/// `F.tanhshrink`; MindSpore `nn.Tanhshrink`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html>.
public struct TanhShrink: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "TanhShrink", .activation, summary: "y = x − tanh x",
    operands: [.required("x")],
    spellings: [
      .flux("tanhshrink"), .pyTorch("nn.Tanhshrink", "F.tanhshrink"), .mindSpore("nn.Tanhshrink"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html")

  public static let examples = [
    OperatorExample(
      TanhShrink(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
