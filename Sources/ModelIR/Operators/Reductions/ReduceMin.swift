/// The smallest element over some axes: `y = min x`.
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
/// Flux `minimum`; PyTorch `aten::amin`, `aten::min`; MindSpore `ReduceMin`; ONNX `ReduceMin`; GE
/// `ReduceMinD`, `ReduceMin`. Defined at <https://onnx.ai/onnx/operators/onnx__ReduceMin.html>.
public struct ReduceMin: ReductionOperator {
  public static let definition = OperatorDefinition(
    "ReduceMin", .reduction, summary: "y = min x",
    operands: [.required("x")],
    spellings: [
      .flux("minimum"), .pyTorch("aten::amin", "aten::min"), .mindSpore("ReduceMin"),
      .onnx("ReduceMin"), .graphEngine("ReduceMinD", "ReduceMin"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ReduceMin.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      ReduceMin(axes: [1, 2], keepsAxes: true),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 1, 1])]),
    OperatorExample(
      ReduceMin(axes: [2], keepsAxes: false),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])]),
    OperatorExample(
      ReduceMin(axes: [], keepsAxes: false),
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
