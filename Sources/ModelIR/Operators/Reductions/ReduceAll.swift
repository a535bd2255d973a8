/// Whether all elements over some axes are true: `y = x₁ ∧ … ∧ xₙ`.
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
/// ONNX has no such operator below opset 20: `Cast`, `ReduceMin`, `Cast`; from there on `ReduceMin`
/// takes bool. Flux `all`; PyTorch `aten::all`; MindSpore `ReduceAll`; GE `ReduceAllD`,
/// `ReduceAll`. Defined at <https://docs.pytorch.org/docs/stable/generated/torch.all.html>.
public struct ReduceAll: ReductionOperator {
  public static let definition = OperatorDefinition(
    "ReduceAll", .reduction, summary: "y = x₁ ∧ … ∧ xₙ",
    operands: [.required("x")],
    spellings: [
      .flux("all"), .pyTorch("aten::all"), .mindSpore("ReduceAll"),
      .graphEngine("ReduceAllD", "ReduceAll"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.all.html")

  public static let elementRequirement = ElementRequirement.bool

  public static let examples = [
    OperatorExample(
      ReduceAll(axes: [1, 2], keepsAxes: true),
      [TensorType(.bool, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.bool, [.symbol("batch"), 1, 1])]),
    OperatorExample(
      ReduceAll(axes: [2], keepsAxes: false),
      [TensorType(.bool, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.bool, [.symbol("batch"), 3])]),
    OperatorExample(
      ReduceAll(axes: [], keepsAxes: false),
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
