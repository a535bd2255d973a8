/// The product over some axes: `y = Π x`.
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
/// Flux `prod`; PyTorch `aten::prod`; MindSpore `ReduceProd`; ONNX `ReduceProd`; GE `ReduceProdD`,
/// `ReduceProd`. Defined at <https://onnx.ai/onnx/operators/onnx__ReduceProd.html>.
public struct ReduceProduct: ReductionOperator {
  public static let definition = OperatorDefinition(
    "ReduceProduct", .reduction, summary: "y = Π x",
    operands: [.required("x")],
    spellings: [
      .flux("prod"), .pyTorch("aten::prod"), .mindSpore("ReduceProd"), .onnx("ReduceProd"),
      .graphEngine("ReduceProdD", "ReduceProd"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ReduceProd.html")

  public static let examples = [
    OperatorExample(
      ReduceProduct(axes: [1, 2], keepsAxes: true),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 1, 1])]),
    OperatorExample(
      ReduceProduct(axes: [2], keepsAxes: false),
      [TensorType(.float32, [.symbol("batch"), 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 3])]),
    OperatorExample(
      ReduceProduct(axes: [], keepsAxes: false),
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
