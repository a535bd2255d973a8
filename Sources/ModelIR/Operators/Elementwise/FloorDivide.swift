/// The quotient rounded down: `y = ⌊a / b⌋`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, real numeric elements, one type |
/// | y | the broadcast shape |
///
/// ONNX has no such operator: `Div`, then `Floor`; for integers a correction of the quotient
/// towards zero. Flux `fld`; PyTorch `aten::floor_divide`; MindSpore `FloorDiv`; GE `FloorDiv`.
/// Defined at <https://docs.pytorch.org/docs/stable/generated/torch.floor_divide.html>.
public struct FloorDivide: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "FloorDivide", .arithmetic, summary: "y = ⌊a / b⌋",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("fld"), .pyTorch("aten::floor_divide"), .mindSpore("FloorDiv"),
      .graphEngine("FloorDiv"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.floor_divide.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      FloorDivide(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      FloorDivide(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.float32, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
