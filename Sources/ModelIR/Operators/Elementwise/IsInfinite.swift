/// Whether elements are infinite, of either sign: `y = (|x| = ∞)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, floating-point elements |
/// | y | as x, bool |
///
/// Flux `isinf`; PyTorch `aten::isinf`; MindSpore `IsInf`; ONNX `IsInf-10`; GE `IsInf`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__IsInf.html>.
public struct IsInfinite: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "IsInfinite", .comparison, summary: "y = (|x| = ∞)",
    operands: [.required("x")],
    spellings: [
      .flux("isinf"), .pyTorch("aten::isinf"), .mindSpore("IsInf"), .onnx("IsInf-10"),
      .graphEngine("IsInf"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__IsInf.html")

  public static let examples = [
    OperatorExample(
      IsInfinite(),
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
