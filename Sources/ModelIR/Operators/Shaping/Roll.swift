/// Shifts elements along axes, those that leave at one end enter at the other:
/// `y[…, (i + shift) mod size, …] = x[…, i, …]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any |
///
/// | attribute | range |
/// |---|---|
/// | shifts | one number per entry of `axes`, negative towards the start |
/// | axes | axes of x, each once |
///
/// Flux `circshift`; PyTorch `aten::roll`; MindSpore `Roll`; ONNX `Slice` and `Concat`; GE `Roll`.
/// Defined at <https://docs.pytorch.org/docs/stable/generated/torch.roll.html>.
public struct Roll: Operator {
  public static let definition = OperatorDefinition(
    "Roll", .shape, summary: "y[(i + shift) mod size] = x[i] along some axes",
    operands: [.required("x")],
    spellings: [
      .flux("circshift"), .pyTorch("aten::roll"), .mindSpore("Roll"),
      .onnx("Slice + Concat"), .graphEngine("Roll"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.roll.html")

  public static let examples = [
    OperatorExample(
      Roll(shifts: [-3, 3], axes: [1, 2]),
      [TensorType(.float32, [.symbol("batch"), 14, 14, 96])],
      gives: [TensorType(.float32, [.symbol("batch"), 14, 14, 96])])
  ]

  /// How far each axis is shifted.
  public let shifts: [Int]
  /// The axes that are shifted.
  public let axes: [Int]

  /// Makes the operator.
  public init(shifts: [Int], axes: [Int]) {
    self.shifts = shifts
    self.axes = axes
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try requireAxes(axes, rank: operands[0].rank)
    if let bad = shifts.first(where: { $0.magnitude > UInt(Int32.max) }) {
      throw InferenceFailure(.invalidAttribute, "the shift \(bad) is out of range")
    }
    guard shifts.count == axes.count else {
      throw InferenceFailure(
        .invalidAttribute, "the shifts \(shifts) need one number for each of the axes \(axes)")
    }
    return [operands[0]]
  }
}
