/// Numbers drawn evenly from a range, each for itself: `low ≤ y < high`.
///
/// | operand or result | shape |
/// |---|---|
/// | sizes, optional | one per axis of `shape`, i64; needed where `shape` has sizes that are no numbers |
/// | y | `shape` |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | shape | what is known of the result's sizes | |
/// | low | the least number | 0 |
/// | high | the number above all | 1 |
/// | elementType | a floating-point type | f32 |
///
/// Numbers differ from run to run. Flux `rand`; PyTorch `aten::rand`, `aten::uniform`; MindSpore
/// `UniformReal`; ONNX `RandomUniform`; GE `RandomUniform`. Defined at <https://onnx.ai/onnx/operators/onnx__RandomUniform.html>.
public struct RandomUniform: Operator {
  public static let definition = OperatorDefinition(
    "RandomUniform", .random, summary: "low ≤ y < high, drawn evenly",
    operands: [.optional("sizes")],
    spellings: [
      .flux("rand"), .pyTorch("aten::rand", "aten::uniform"), .mindSpore("UniformReal"),
      .onnx("RandomUniform"), .graphEngine("RandomUniform"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__RandomUniform.html")

  public static let examples = [
    OperatorExample(
      RandomUniform(shape: [2, 3], elementType: .float32), [],
      gives: [TensorType(.float32, [2, 3])]),
    OperatorExample(
      RandomUniform(shape: [.symbol("batch"), 3], elementType: .float32), [TensorType(.int64, [2])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])]),
  ]

  /// What is known of the result's sizes.
  public let shape: [Dimension]
  /// The least number.
  public let low: Double
  /// The number above all.
  public let high: Double
  /// The elements' type.
  public let elementType: ElementType

  /// Makes the operator.
  public init(
    shape: [Dimension], low: Double = 0, high: Double = 1, elementType: ElementType
  ) {
    self.shape = shape
    self.low = low
    self.high = high
    self.elementType = elementType
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRandomTensor(elementType, shape)
    return [TensorType(elementType, Shape(shape))]
  }
}
