/// The Euclidean length over some axes: `y = √(Σ x²)`.
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
/// Flux `norm`; PyTorch `aten::norm (p = 2)`, `aten::linalg_vector_norm`; MindSpore
/// `ops.norm (ord = 2)`; ONNX `ReduceL2`; GE `LpNorm (p = 2)`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__ReduceL2.html>.
public struct ReduceL2: ReductionOperator {
  public static let definition = OperatorDefinition(
    "ReduceL2", .reduction, summary: "y = √(Σ x²)",
    operands: [.required("x")],
    spellings: [
      .flux("norm"), .pyTorch("aten::norm (p = 2)", "aten::linalg_vector_norm"),
      .mindSpore("ops.norm (ord = 2)"), .onnx("ReduceL2"), .graphEngine("LpNorm (p = 2)"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ReduceL2.html")

  public static let elementRequirement = ElementRequirement.floatingPoint

  public static let examples = [
    OperatorExample(
      ReduceL2(axes: [1, 2], keepsAxes: true),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 1, 1])]),
    OperatorExample(
      ReduceL2(axes: [2], keepsAxes: false),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])]),
    OperatorExample(
      ReduceL2(axes: [], keepsAxes: false),
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
