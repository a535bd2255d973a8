/// The sign: `y = −1 for x < 0, 0 for x = 0, 1 for x > 0`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, real numeric elements |
///
/// Flux `sign`; PyTorch `aten::sign`; MindSpore `Sign`; ONNX `Sign-9`; GE `Sign`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Sign.html>.
public struct Sign: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Sign", .arithmetic, summary: "y = −1 for x < 0, 0 for x = 0, 1 for x > 0",
    operands: [.required("x")],
    spellings: [
      .flux("sign"), .pyTorch("aten::sign"), .mindSpore("Sign"), .onnx("Sign-9"),
      .graphEngine("Sign"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Sign.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      Sign(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Sign(),
      [TensorType(.int64, [2, .symbol("n")])],
      gives: [TensorType(.int64, [2, .symbol("n")])]),
  ]

  /// Makes the operator.
  public init() {}
}
