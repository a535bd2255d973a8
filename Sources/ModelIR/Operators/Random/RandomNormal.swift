/// Numbers of a normal distribution, each drawn for itself: `y ~ N(mean, deviation²)`.
///
/// | operand or result | shape |
/// |---|---|
/// | sizes, optional | one per axis of `shape`, i64; needed where `shape` has sizes that are no numbers |
/// | y | `shape` |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | shape | what is known of the result's sizes | |
/// | mean | the mean | 0 |
/// | deviation | the standard deviation, 0 or more | 1 |
/// | elementType | a floating-point type | f32 |
///
/// Numbers differ from run to run. Flux `randn`; PyTorch `aten::randn`, `aten::normal`; MindSpore
/// `StandardNormal`; ONNX `RandomNormal`; GE `RandomStandardNormal`. Defined at <https://onnx.ai/onnx/operators/onnx__RandomNormal.html>.
public struct RandomNormal: Operator {
  public static let definition = OperatorDefinition(
    "RandomNormal", .random, summary: "y ~ N(mean, deviation²)",
    operands: [.optional("sizes")],
    spellings: [
      .flux("randn"), .pyTorch("aten::randn", "aten::normal"), .mindSpore("StandardNormal"),
      .onnx("RandomNormal"), .graphEngine("RandomStandardNormal"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__RandomNormal.html")

  public static let examples = [
    OperatorExample(
      RandomNormal(shape: [2, 3], elementType: .float32), [],
      gives: [TensorType(.float32, [2, 3])]),
    OperatorExample(
      RandomNormal(shape: [.symbol("batch"), 3], elementType: .float32), [TensorType(.int64, [2])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])]),
  ]

  /// What is known of the result's sizes.
  public let shape: [Dimension]
  /// The mean.
  public let mean: Double
  /// The standard deviation.
  public let deviation: Double
  /// The elements' type.
  public let elementType: ElementType

  /// Makes the operator.
  public init(
    shape: [Dimension], mean: Double = 0, deviation: Double = 1, elementType: ElementType
  ) {
    self.shape = shape
    self.mean = mean
    self.deviation = deviation
    self.elementType = elementType
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRandomTensor(elementType, shape)
    return [TensorType(elementType, Shape(shape))]
  }
}
