/// Reorders axes: result axis i is operand axis `axes[i]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | y | size i is x's size `axes[i]` |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axes | every axis of x once | reversed (ONNX, Flux `transpose`) |
///
/// Flux `permutedims`; PyTorch `aten::permute`, `aten::transpose`; MindSpore `Transpose`; ONNX
/// `Transpose`; GE `TransposeD`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Transpose.html>.
public struct Transpose: Operator {
  public static let definition = OperatorDefinition(
    "Transpose", .shape, summary: "result axis i is operand axis axes[i]",
    operands: [.required("x")],
    spellings: [
      .flux("permutedims", "transpose"), .pyTorch("aten::permute", "aten::transpose", "aten::t"),
      .mindSpore("Transpose"), .onnx("Transpose"), .graphEngine("Transpose", "TransposeD"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Transpose.html")

  public static let examples = [
    OperatorExample(
      Transpose(axes: [0, 2, 3, 1]),
      [TensorType(.float32, [.symbol("batch"), 3, 8, .symbol("width")])],
      gives: [TensorType(.float32, [.symbol("batch"), 8, .symbol("width"), 3])])
  ]

  /// The operand's axes in the result's order.
  public let axes: [Int]

  /// Makes the operator.
  public init(axes: [Int]) { self.axes = axes }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let x = operands[0].shape
    try requireAxes(axes, rank: x.rank)
    guard axes.count == x.rank else {
      throw InferenceFailure(
        .invalidAttribute, "the order \(axes) leaves out axes of \(x), it needs all \(x.rank)")
    }
    return [TensorType(operands[0].elementType, Shape(axes.map { x[$0] }))]
  }
}
