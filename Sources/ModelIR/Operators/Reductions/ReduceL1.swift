/// The sum of magnitudes over some axes: `y = Σ |x|`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, real numeric elements |
/// | y | as x, the combined axes of size 1 or taken away |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axes | axes of x, 0-based, none twice; empty for all | all |
/// | keepsAxes | whether combined axes stay with size 1 | true (Flux, ONNX), else false |
///
/// Flux `sum(abs, x)`; PyTorch `aten::norm (p = 1)`; MindSpore `ops.norm (ord = 1)`; ONNX
/// `ReduceL1`; GE `LpNorm (p = 1)`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__ReduceL1.html>.
public struct ReduceL1: ReductionOperator {
  public static let definition = OperatorDefinition(
    "ReduceL1", .reduction, summary: "y = Σ |x|",
    operands: [.required("x")],
    spellings: [
      .flux("sum(abs, x)"), .pyTorch("aten::norm (p = 1)"), .mindSpore("ops.norm (ord = 1)"),
      .onnx("ReduceL1"), .graphEngine("LpNorm (p = 1)"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ReduceL1.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      ReduceL1(axes: [1, 2], keepsAxes: true),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 1, 1])]),
    OperatorExample(
      ReduceL1(axes: [2], keepsAxes: false),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])]),
    OperatorExample(
      ReduceL1(axes: [], keepsAxes: false),
      [TensorType(.float32, [.symbol("batch"), 3])],
      gives: [TensorType(.float32, [])]),
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
