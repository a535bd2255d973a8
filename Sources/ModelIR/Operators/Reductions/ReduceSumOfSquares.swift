/// The sum of squares over some axes: `y = Σ x²`.
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
/// Flux `sum(abs2, x)`; PyTorch `torch.sum(x * x)`; ONNX `ReduceSumSquare`; GE `SquareSumV1`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__ReduceSumSquare.html>.
public struct ReduceSumOfSquares: ReductionOperator {
  public static let definition = OperatorDefinition(
    "ReduceSumOfSquares", .reduction, summary: "y = Σ x²",
    operands: [.required("x")],
    spellings: [
      .flux("sum(abs2, x)"), .pyTorch("torch.sum(x * x)"), .onnx("ReduceSumSquare"),
      .graphEngine("SquareSumV1"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ReduceSumSquare.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      ReduceSumOfSquares(axes: [1, 2], keepsAxes: true),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 1, 1])]),
    OperatorExample(
      ReduceSumOfSquares(axes: [2], keepsAxes: false),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])]),
    OperatorExample(
      ReduceSumOfSquares(axes: [], keepsAxes: false),
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
