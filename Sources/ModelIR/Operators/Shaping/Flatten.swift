/// Joins neighbouring axes into one.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, at least 1 axis |
/// | y | axes `startAxis` to `endAxis` are one, of their sizes' product |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | startAxis | an axis of x | 1 (Flux, MindSpore, ONNX), 0 (`torch.flatten`), 1 (`nn.Flatten`) |
/// | endAxis | an axis from startAxis on, itself joined | the last |
///
/// Flux `flatten`; PyTorch `aten::flatten`; MindSpore `Flatten`; ONNX `Flatten` (always to a matrix);
/// GE `FlattenV2`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.flatten.html>.
public struct Flatten: Operator {
  public static let definition = OperatorDefinition(
    "Flatten", .shape, summary: "y = x with neighbouring axes joined into one",
    operands: [.required("x")],
    spellings: [
      .flux("flatten"), .pyTorch("aten::flatten", "nn.Flatten"), .mindSpore("Flatten"),
      .onnx("Flatten"), .graphEngine("Flatten", "FlattenV2"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.flatten.html")

  public static let examples = [
    OperatorExample(
      Flatten(startAxis: 1, endAxis: 3),
      [TensorType(.float32, [.symbol("batch"), 16, 5, .symbol("width")])],
      gives: [TensorType(.float32, [.symbol("batch"), .symbol("width") * 80])])
  ]

  /// The first axis that is joined.
  public let startAxis: Int
  /// The last axis that is joined.
  public let endAxis: Int

  /// Makes the operator.
  public init(startAxis: Int, endAxis: Int) {
    self.startAxis = startAxis
    self.endAxis = endAxis
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let x = operands[0].shape
    try requireAxis(startAxis, rank: x.rank)
    try requireAxis(endAxis, rank: x.rank)
    guard startAxis <= endAxis else {
      throw InferenceFailure(
        .invalidAttribute, "axes \(startAxis) to \(endAxis) are to be joined, the end comes first")
    }
    var dimensions = x.dimensions
    dimensions.replaceSubrange(
      startAxis...endAxis, with: [dimensions[startAxis...endAxis].reduce(1, *)])
    return [TensorType(operands[0].elementType, Shape(dimensions))]
  }
}
