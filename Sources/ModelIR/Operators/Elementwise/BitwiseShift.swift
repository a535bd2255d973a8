/// Moves bits: `y = a · 2ᵇ` to the left, `y = ⌊a / 2ᵇ⌋` to the right.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, integer elements, one type; b 0 or more, below the number of bits |
/// | y | the broadcast shape |
///
/// | attribute | meaning |
/// |---|---|
/// | isLeft | the direction |
///
/// Flux `<<`, `>>`; PyTorch `aten::bitwise_left_shift`; MindSpore `LeftShift`, `RightShift`; ONNX
/// `BitShift`, of unsigned elements only; GE `LeftShift`, `RightShift`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__BitShift.html>.
public struct BitwiseShift: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "BitwiseShift", .logic, summary: "y = a · 2ᵇ, or ⌊a / 2ᵇ⌋ to the right",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("<<", ">>"),
      .pyTorch("aten::bitwise_left_shift", "aten::bitwise_right_shift", "aten::__lshift__"),
      .mindSpore("LeftShift", "RightShift"), .onnx("BitShift-11"),
      .graphEngine("LeftShift", "RightShift"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__BitShift.html")

  public static let elementRequirement = ElementRequirement.integer

  public static let examples = [
    OperatorExample(
      BitwiseShift(isLeft: true),
      [TensorType(.int64, [.symbol("batch"), 4]), TensorType(.int64, [4])],
      gives: [TensorType(.int64, [.symbol("batch"), 4])]),
    OperatorExample(
      BitwiseShift(isLeft: false),
      [TensorType(.int32, [3, 1]), TensorType(.int32, [2, 1, 5])],
      gives: [TensorType(.int32, [2, 3, 5])]),
  ]

  /// Whether bits move to the left.
  public let isLeft: Bool

  /// Makes the operator.
  public init(isLeft: Bool) { self.isLeft = isLeft }
}
