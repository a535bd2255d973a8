/// Whether an element over some axes is true: `y = x₁ ∨ … ∨ xₙ`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, bool elements |
/// | y | as x, the combined axes of size 1 or taken away |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axes | axes of x, 0-based, none twice; empty for all | all |
/// | keepsAxes | whether combined axes stay with size 1 | true (Flux, ONNX), else false |
///
/// ONNX has no such operator below opset 20: `Cast`, `ReduceMax`, `Cast`; from there on `ReduceMax`
/// takes bool. Flux `any`; PyTorch `aten::any`; MindSpore `ReduceAny`; GE `ReduceAnyD`,
/// `ReduceAny`. Defined at <https://docs.pytorch.org/docs/stable/generated/torch.any.html>.
public struct ReduceAny: ReductionOperator {
  public static let definition = OperatorDefinition(
    "ReduceAny", .reduction, summary: "y = x₁ ∨ … ∨ xₙ",
    operands: [.required("x")],
    spellings: [
      .flux("any"), .pyTorch("aten::any"), .mindSpore("ReduceAny"),
      .graphEngine("ReduceAnyD", "ReduceAny"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.any.html")

  public static let elementRequirement = ElementRequirement.bool

  public static let examples = [
    OperatorExample(
      ReduceAny(axes: [1, 2], keepsAxes: true),
      [TensorType(.bool, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.bool, [.symbol("batch"), 1, 1])]),
    OperatorExample(
      ReduceAny(axes: [2], keepsAxes: false),
      [TensorType(.bool, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.bool, [.symbol("batch"), 3])]),
    OperatorExample(
      ReduceAny(axes: [], keepsAxes: false),
      [TensorType(.bool, [.symbol("batch"), 3])],
      gives: [TensorType(.bool, [])]),
  ]

  /// The axes that are combined; empty for all.
  public let axes: [Int]
  /// Whether combined axes stay with size 1.
  public let keepsAxes: Bool

  /// Makes the operator.
  public init(axes: [Int], keepsAxes: Bool) {
    self.axes = axes
    self.keepsAxes = keepsAxes
  }
}
