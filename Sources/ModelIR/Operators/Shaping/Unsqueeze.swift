/// Inserts axes of size 1.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | y | x's with a 1 at each of `axes` |
///
/// | attribute | range |
/// |---|---|
/// | axes | axes of the result, each once |
///
/// Flux `unsqueeze`; PyTorch `aten::unsqueeze`; MindSpore `ExpandDims`; ONNX `Unsqueeze`; GE
/// `Unsqueeze`. Defined at <https://onnx.ai/onnx/operators/onnx__Unsqueeze.html>.
public struct Unsqueeze: Operator {
  public static let definition = OperatorDefinition(
    "Unsqueeze", .shape, summary: "y = x with some axes of size 1 more", operands: [.required("x")],
    spellings: [
      .flux("unsqueeze"), .pyTorch("aten::unsqueeze"), .mindSpore("ExpandDims"),
      .onnx("Unsqueeze"), .graphEngine("Unsqueeze", "ExpandDims"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Unsqueeze.html")

  public static let examples = [
    OperatorExample(
      Unsqueeze(axes: [0, 2]), [TensorType(.float32, [.symbol("n"), 4])],
      gives: [TensorType(.float32, [1, .symbol("n"), 1, 4])])
  ]

  /// The axes of the result that are new.
  public let axes: [Int]

  /// Makes the operator.
  public init(axes: [Int]) { self.axes = axes }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let x = operands[0].shape
    let rank = x.rank + axes.count
    try requireAxes(axes, rank: rank)
    var rest = x.dimensions[...]
    let dimensions = (0..<rank).map { axis in
      axes.contains(axis) ? 1 : rest.removeFirst()
    }
    return [TensorType(operands[0].elementType, Shape(dimensions))]
  }
}
