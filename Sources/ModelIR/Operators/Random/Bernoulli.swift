/// Ones with given probabilities, zeros otherwise, each drawn for itself: `y = 1` with probability x.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, floating point, 0 to 1 |
/// | y | x's, x's type |
///
/// Numbers differ from run to run. PyTorch `aten::bernoulli`; MindSpore `Bernoulli`; ONNX
/// `RandomUniformLike` and `Less`; GE `StatelessBernoulli`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Bernoulli.html>.
public struct Bernoulli: Operator {
  public static let definition = OperatorDefinition(
    "Bernoulli", .random, summary: "y = 1 with probability x, else 0",
    operands: [.required("x")],
    spellings: [
      .pyTorch("aten::bernoulli"), .mindSpore("Bernoulli"), .onnx("Bernoulli-15"),
      .graphEngine("StatelessBernoulli"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Bernoulli.html")

  public static let examples = [
    OperatorExample(
      Bernoulli(), [TensorType(.float32, [.symbol("batch"), 3])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])])
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireFloatingPoint(of: 0)
    return [operands[0]]
  }
}
