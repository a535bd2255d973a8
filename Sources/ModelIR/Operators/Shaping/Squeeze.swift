/// Drops axes of size 1.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | y | x's without `axes` |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axes | axes of x, each of size 1 | every axis of size 1 |
///
/// Flux `dropdims`; PyTorch `aten::squeeze`; MindSpore `Squeeze`; ONNX `Squeeze`; GE `Squeeze`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__Squeeze.html>.
public struct Squeeze: Operator {
  public static let definition = OperatorDefinition(
    "Squeeze", .shape, summary: "y = x without some axes of size 1", operands: [.required("x")],
    spellings: [
      .flux("dropdims"), .pyTorch("aten::squeeze"), .mindSpore("Squeeze"), .onnx("Squeeze"),
      .graphEngine("Squeeze"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Squeeze.html")

  public static let examples = [
    OperatorExample(
      Squeeze(axes: [2, 3]), [TensorType(.float32, [.symbol("batch"), 8, 1, 1])],
      gives: [TensorType(.float32, [.symbol("batch"), 8])])
  ]

  /// The axes that are dropped.
  public let axes: [Int]

  /// Makes the operator.
  public init(axes: [Int]) { self.axes = axes }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let x = operands[0].shape
    try requireAxes(axes, rank: x.rank)
    for axis in axes where !x[axis].canEqual(1) {
      throw InferenceFailure(
        .shapeMismatch, "axis \(axis) of \(x) has \(x[axis]) elements, only 1 can be dropped")
    }
    let kept = x.dimensions.indices.filter { !axes.contains($0) }
    return [TensorType(operands[0].elementType, Shape(kept.map { x[$0] }))]
  }
}
