/// A tensor of one number.
///
/// | result | shape |
/// |---|---|
/// | y | `shape` |
///
/// | attribute | range |
/// |---|---|
/// | shape | sizes, 0 or more |
/// | value | a number that the element type holds |
/// | elementType | any real type or bool |
///
/// Flux `fill`, `zeros`, `ones`; PyTorch `aten::full`, `aten::zeros`, `aten::ones`; MindSpore `FillV2`,
/// `Zeros`, `Ones`; ONNX `ConstantOfShape`; GE `Fill`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__ConstantOfShape.html>.
public struct Fill: Operator {
  public static let definition = OperatorDefinition(
    "Fill", .constant, summary: "y = one number everywhere", operands: [],
    spellings: [
      .flux("fill", "zeros", "ones"), .pyTorch("aten::full", "aten::zeros", "aten::ones"),
      .mindSpore("FillV2", "Zeros", "Ones"), .onnx("ConstantOfShape-9"), .graphEngine("Fill"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ConstantOfShape.html")

  public static let examples = [
    OperatorExample(
      Fill(shape: [2, 3], value: 1, elementType: .float32), [],
      gives: [TensorType(.float32, [2, 3])])
  ]

  /// The sizes.
  public let shape: [Int]
  /// The number.
  public let value: Double
  /// The elements' type.
  public let elementType: ElementType

  /// Makes the operator.
  public init(shape: [Int], value: Double, elementType: ElementType) {
    self.shape = shape
    self.value = value
    self.elementType = elementType
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    guard byteCountOfTensor(elementType, shape: shape) != nil else {
      throw InferenceFailure(.invalidAttribute, "a tensor of shape \(shape) cannot be made")
    }
    return [TensorType(elementType, Shape(fixed: shape))]
  }
}
