/// Reads axes backwards: `y[…, i, …] = x[…, size − 1 − i, …]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any |
///
/// | attribute | range |
/// |---|---|
/// | axes | axes of x, each once |
///
/// Flux `reverse`; PyTorch `aten::flip`; MindSpore `ReverseV2`; ONNX `Slice` with step −1; GE
/// `ReverseV2`. Defined at <https://docs.pytorch.org/docs/stable/generated/torch.flip.html>.
public struct Flip: Operator {
  public static let definition = OperatorDefinition(
    "Flip", .shape, summary: "y[i] = x[size − 1 − i] along some axes", operands: [.required("x")],
    spellings: [
      .flux("reverse"), .pyTorch("aten::flip"), .mindSpore("ReverseV2"),
      .onnx("Slice (step −1)"), .graphEngine("ReverseV2"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.flip.html")

  public static let examples = [
    OperatorExample(
      Flip(axes: [0]), [TensorType(.float32, [.symbol("time"), 4])],
      gives: [TensorType(.float32, [.symbol("time"), 4])])
  ]

  /// The axes that are read backwards.
  public let axes: [Int]

  /// Makes the operator.
  public init(axes: [Int]) { self.axes = axes }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try requireAxes(axes, rank: operands[0].rank)
    return [operands[0]]
  }
}
