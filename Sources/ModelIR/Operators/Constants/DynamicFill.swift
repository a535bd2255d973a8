/// A tensor of one number with sizes that are known only when the model runs: `y[…] = value`.
///
/// | operand or result | shape |
/// |---|---|
/// | sizes | `[r]`, i64, each 0 or more |
/// | y | `shape`, r axes |
///
/// | attribute | range |
/// |---|---|
/// | shape | what is known of the result's sizes |
/// | value | a number that the element type holds |
/// | elementType | any real type or bool |
///
/// PyTorch `aten::full`, `aten::zeros`, `aten::ones`; MindSpore `FillV2`; ONNX `ConstantOfShape`; GE
/// `Fill`. Defined at <https://onnx.ai/onnx/operators/onnx__ConstantOfShape.html>.
public struct DynamicFill: Operator {
  public static let definition = OperatorDefinition(
    "DynamicFill", .constant, summary: "y = one number everywhere, with an operand's sizes",
    operands: [.required("sizes")],
    spellings: [
      .pyTorch("aten::full", "aten::zeros", "aten::ones"), .mindSpore("FillV2"),
      .onnx("ConstantOfShape-9"), .graphEngine("Fill"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ConstantOfShape.html")

  public static let examples = [
    OperatorExample(
      DynamicFill(shape: [.symbol("batch"), 3], value: 1.5, elementType: .float32),
      [TensorType(.int64, [2])], gives: [TensorType(.float32, [.symbol("batch"), 3])])
  ]

  /// What is known of the result's sizes.
  public let shape: [Dimension]
  /// The number.
  public let value: Double
  /// The elements' type.
  public let elementType: ElementType

  /// Makes the operator.
  public init(shape: [Dimension], value: Double, elementType: ElementType) {
    self.shape = shape
    self.value = value
    self.elementType = elementType
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireSizes(0, count: shape.count)
    try requireStatedShape(shape)
    return [TensorType(elementType, Shape(shape))]
  }
}
