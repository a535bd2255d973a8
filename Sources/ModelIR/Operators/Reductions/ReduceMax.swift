/// The largest element over some axes: `y = max x`.
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
/// Flux `maximum`; PyTorch `aten::amax`, `aten::max`; MindSpore `ReduceMax`; ONNX `ReduceMax`; GE
/// `ReduceMaxD`, `ReduceMax`. Defined at <https://onnx.ai/onnx/operators/onnx__ReduceMax.html>.
public struct ReduceMax: ReductionOperator {
  public static let definition = OperatorDefinition(
    "ReduceMax", .reduction, summary: "y = max x",
    operands: [.required("x")],
    spellings: [
      .flux("maximum"), .pyTorch("aten::amax", "aten::max"), .mindSpore("ReduceMax"),
      .onnx("ReduceMax"), .graphEngine("ReduceMaxD", "ReduceMax"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ReduceMax.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      ReduceMax(axes: [1, 2], keepsAxes: true),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 1, 1])]),
    OperatorExample(
      ReduceMax(axes: [2], keepsAxes: false),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])]),
    OperatorExample(
      ReduceMax(axes: [], keepsAxes: false),
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
