/// The mean over some axes of n elements together: `y = Σ x / n`.
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
/// Flux `mean`, `Statistics.mean`; PyTorch `aten::mean`; MindSpore `ReduceMean`; ONNX `ReduceMean`;
/// GE `ReduceMeanD`, `ReduceMean`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__ReduceMean.html>.
public struct ReduceMean: ReductionOperator {
  public static let definition = OperatorDefinition(
    "ReduceMean", .reduction, summary: "y = Σ x / n",
    operands: [.required("x")],
    spellings: [
      .flux("mean", "Statistics.mean"), .pyTorch("aten::mean"), .mindSpore("ReduceMean"),
      .onnx("ReduceMean"), .graphEngine("ReduceMeanD", "ReduceMean"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ReduceMean.html")

  public static let examples = [
    OperatorExample(
      ReduceMean(axes: [1, 2], keepsAxes: true),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 1, 1])]),
    OperatorExample(
      ReduceMean(axes: [2], keepsAxes: false),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])]),
    OperatorExample(
      ReduceMean(axes: [], keepsAxes: false),
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
