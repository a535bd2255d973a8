/// The sum over some axes: `y = Σ x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, numeric elements |
/// | y | as x, the combined axes of size 1 or taken away |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axes | axes of x, 0-based, none twice; empty for all | all |
/// | keepsAxes | whether combined axes stay with size 1 | true (Flux, ONNX), else false |
///
/// Flux `sum`; PyTorch `aten::sum`; MindSpore `ReduceSum`; ONNX `ReduceSum`; GE `ReduceSumD`,
/// `ReduceSum`. Defined at <https://onnx.ai/onnx/operators/onnx__ReduceSum.html>.
public struct ReduceSum: ReductionOperator {
  public static let definition = OperatorDefinition(
    "ReduceSum", .reduction, summary: "y = Σ x",
    operands: [.required("x")],
    spellings: [
      .flux("sum"), .pyTorch("aten::sum"), .mindSpore("ReduceSum"), .onnx("ReduceSum"),
      .graphEngine("ReduceSumD", "ReduceSum"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ReduceSum.html")

  public static let examples = [
    OperatorExample(
      ReduceSum(axes: [1, 2], keepsAxes: true),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 1, 1])]),
    OperatorExample(
      ReduceSum(axes: [2], keepsAxes: false),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])]),
    OperatorExample(
      ReduceSum(axes: [], keepsAxes: false),
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
