/// The angle in radians, from −π to π, of the point with ordinate a and abscissa b:
/// `y = atan2(a, b), tan y = a / b in the quadrant of (b, a)`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, floating-point elements, one type |
/// | y | the broadcast shape |
///
/// ONNX has no such operator: `Atan` of `Div` with the quadrant put right by `Where`. Flux
/// `atan (of two numbers)`; PyTorch `aten::atan2`; MindSpore `Atan2`; GE `Atan2`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.atan2.html>.
public struct Atan2: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Atan2", .arithmetic, summary: "y = atan2(a, b), tan y = a / b in the quadrant of (b, a)",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("atan (of two numbers)"), .pyTorch("aten::atan2"), .mindSpore("Atan2"),
      .graphEngine("Atan2"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.atan2.html")

  public static let elementRequirement = ElementRequirement.floatingPoint

  public static let examples = [
    OperatorExample(
      Atan2(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Atan2(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.float32, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
