/// The variance over some axes of n elements together:
/// `y = Σ (x − mean)² / max(0, n − correction)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, floating-point elements |
/// | y | as x, the combined axes of size 1 or taken away |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axes | axes of x, 0-based, none twice; empty for all | all |
/// | keepsAxes | whether combined axes stay with size 1 | true (Flux), false (PyTorch) |
/// | correction | at least 0; 1 estimates without bias | 1 (PyTorch, Flux `var`), 0 (layers) |
///
/// ONNX has no such operator: `ReduceMean` of the squared distance from `ReduceMean`. Flux `var`;
/// PyTorch `aten::var`, `aten::var_mean`; MindSpore `ops.var`; GE `ReduceStdV2Update`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.var.html>.
public struct ReduceVariance: Operator {
  public static let definition = OperatorDefinition(
    "ReduceVariance", .reduction, summary: "y = Σ (x − mean)² / max(0, n − correction)",
    operands: [.required("x")],
    spellings: [
      .flux("var"), .pyTorch("aten::var", "aten::var_mean"), .mindSpore("ops.var"),
      .graphEngine("ReduceStdV2Update"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.var.html")

  public static let examples = [
    OperatorExample(
      ReduceVariance(axes: [1], keepsAxes: true),
      [TensorType(.float32, [.symbol("batch"), 3])],
      gives: [TensorType(.float32, [.symbol("batch"), 1])]),
    OperatorExample(
      ReduceVariance(axes: [], keepsAxes: false, correction: 1),
      [TensorType(.float32, [.symbol("batch"), 3])],
      gives: [TensorType(.float32, [])]),
  ]

  /// The axes that are combined; empty for all.
  public let axes: [Int]
  /// Whether combined axes stay with size 1.
  public let keepsAxes: Bool
  /// What is taken from the number of elements before the division.
  public let correction: Int

  /// Makes the operator.
  public init(axes: [Int], keepsAxes: Bool, correction: Int = 0) {
    self.axes = axes
    self.keepsAxes = keepsAxes
    self.correction = correction
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    guard correction >= 0 else {
      throw InferenceFailure(
        .invalidAttribute, "the correction is \(correction), at least 0 is needed")
    }
    return [try inferReduction(operands, axes: axes, keepsAxes: keepsAxes, .floatingPoint)]
  }
}
