/// The error function: `y = 2/√π · ∫₀ˣ exp(−t²) dt`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// Flux `erf`; PyTorch `aten::erf`; MindSpore `Erf`; ONNX `Erf-9`; GE `Erf`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Erf.html>.
public struct Erf: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Erf", .arithmetic, summary: "y = 2/√π · ∫₀ˣ exp(−t²) dt",
    operands: [.required("x")],
    spellings: [
      .flux("erf"), .pyTorch("aten::erf"), .mindSpore("Erf"), .onnx("Erf-9"), .graphEngine("Erf"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Erf.html")

  public static let examples = [
    OperatorExample(
      Erf(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
