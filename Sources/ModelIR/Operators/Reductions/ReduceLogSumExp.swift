/// The logarithm of the sum of exponentials over some axes: `y = ln Σ exp(x)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, floating-point elements |
/// | y | as x, the combined axes of size 1 or taken away |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axes | axes of x, 0-based, none twice; empty for all | all |
/// | keepsAxes | whether combined axes stay with size 1 | true (Flux, ONNX), else false |
///
/// Flux `logsumexp`; PyTorch `aten::logsumexp`; MindSpore `ops.logsumexp`; ONNX `ReduceLogSumExp`;
/// GE `ReduceLogSumExp`. Defined at <https://onnx.ai/onnx/operators/onnx__ReduceLogSumExp.html>.
public struct ReduceLogSumExp: ReductionOperator {
  public static let definition = OperatorDefinition(
    "ReduceLogSumExp", .reduction, summary: "y = ln Σ exp(x)",
    operands: [.required("x")],
    spellings: [
      .flux("logsumexp"), .pyTorch("aten::logsumexp"), .mindSpore("ops.logsumexp"),
      .onnx("ReduceLogSumExp"), .graphEngine("ReduceLogSumExp"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ReduceLogSumExp.html")

  public static let elementRequirement = ElementRequirement.floatingPoint

  public static let examples = [
    OperatorExample(
      ReduceLogSumExp(axes: [1, 2], keepsAxes: true),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 1, 1])]),
    OperatorExample(
      ReduceLogSumExp(axes: [2], keepsAxes: false),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])]),
    OperatorExample(
      ReduceLogSumExp(axes: [], keepsAxes: false),
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
