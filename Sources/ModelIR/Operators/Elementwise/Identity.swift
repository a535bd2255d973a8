/// Gives its operand unchanged: `y = x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any |
///
/// Flux `identity`, `Dropout` outside training; PyTorch `nn.Identity`, `aten::clone`; MindSpore
/// `Identity`; ONNX `Identity`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__Identity.html>.
public struct Identity: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Identity", .constant, summary: "y = x", operands: [.required("x")],
    spellings: [
      .flux("identity", "Dropout (test mode)"), .pyTorch("nn.Identity", "aten::clone"),
      .mindSpore("Identity"), .onnx("Identity"), .graphEngine("Identity"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Identity.html")

  public static let elementRequirement = ElementRequirement.any

  public static let examples = [
    OperatorExample(
      Identity(), [TensorType(.int64, [2, .symbol("n")])],
      gives: [TensorType(.int64, [2, .symbol("n")])])
  ]

  /// Makes the operator.
  public init() {}
}
