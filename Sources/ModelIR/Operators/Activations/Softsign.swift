/// A sigmoid with slow tails: `y = x / (1 + |x|)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// Flux `softsign`; PyTorch `nn.Softsign`, `F.softsign`; MindSpore `Softsign`, `nn.Softsign`; ONNX
/// `Softsign`; GE `Softsign`. Defined at <https://onnx.ai/onnx/operators/onnx__Softsign.html>.
public struct Softsign: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Softsign", .activation, summary: "y = x / (1 + |x|)",
    operands: [.required("x")],
    spellings: [
      .flux("softsign"), .pyTorch("nn.Softsign", "F.softsign"),
      .mindSpore("Softsign", "nn.Softsign"), .onnx("Softsign"), .graphEngine("Softsign"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Softsign.html")

  public static let examples = [
    OperatorExample(
      Softsign(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
