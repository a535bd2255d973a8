/// The exponential linear unit: `y = x` for `x > 0`, else `alpha · (eˣ − 1)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | alpha | any number | 1 everywhere |
///
/// Flux `elu`; PyTorch `aten::elu`, `nn.ELU`; MindSpore `Elu`, `nn.ELU`; ONNX `Elu`; GE `Elu`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__Elu.html>.
public struct Elu: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Elu", .activation, summary: "y = x for x > 0, alpha·(eˣ − 1) below",
    operands: [.required("x")],
    spellings: [
      .flux("elu"), .pyTorch("aten::elu", "nn.ELU"), .mindSpore("Elu", "nn.ELU"), .onnx("Elu"),
      .graphEngine("Elu"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Elu.html")

  public static let examples = [
    OperatorExample(
      Elu(alpha: 0.5),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The magnitude that negative values approach.
  public let alpha: Double

  /// Makes the operator.
  public init(alpha: Double = 1) { self.alpha = alpha }
}
