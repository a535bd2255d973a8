/// Whether elements are not a number: `y = (x ≠ x)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, floating-point elements |
/// | y | as x, bool |
///
/// Flux `isnan`; PyTorch `aten::isnan`; MindSpore `IsNan`; ONNX `IsNaN-9`; GE `IsNan`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__IsNaN.html>.
public struct IsNaN: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "IsNaN", .comparison, summary: "y = (x ≠ x)",
    operands: [.required("x")],
    spellings: [
      .flux("isnan"), .pyTorch("aten::isnan"), .mindSpore("IsNan"), .onnx("IsNaN-9"),
      .graphEngine("IsNan"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__IsNaN.html")

  public static let examples = [
    OperatorExample(
      IsNaN(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.bool, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let requirement = Self.elementRequirement
    try operands.requireElementType(of: 0, requirement.rawValue, where: requirement.contains)
    return [TensorType(.bool, operands[0].shape)]
  }
}
