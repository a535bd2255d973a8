/// Keeps elements between two bounds: `y = min(max(x, minimum), maximum)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, real numeric elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | minimum | any number, or nothing for no lower bound | none |
/// | maximum | any number, or nothing for no upper bound | none |
///
/// Where the minimum is above the maximum, every element becomes the maximum, as in PyTorch.
/// Flux `clamp`; PyTorch `aten::clamp`, `aten::clamp_min`, `aten::clamp_max`; MindSpore
/// `ops.clip_by_value`, `ops.clamp`; ONNX `Clip`, from opset 11 with the bounds as operands; GE
/// `ClipByValue`. Defined at <https://onnx.ai/onnx/operators/onnx__Clip.html>.
public struct Clamp: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Clamp", .arithmetic, summary: "y = min(max(x, minimum), maximum)",
    operands: [.required("x")],
    spellings: [
      .flux("clamp"), .pyTorch("aten::clamp", "aten::clamp_min", "aten::clamp_max"),
      .mindSpore("ops.clip_by_value", "ops.clamp"), .onnx("Clip"), .graphEngine("ClipByValue"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Clip.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      Clamp(minimum: 0, maximum: 6), [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Clamp(minimum: nil, maximum: 9), [TensorType(.int64, [2])],
      gives: [TensorType(.int64, [2])]),
  ]

  /// The least result, or nothing for no lower bound.
  public let minimum: Double?
  /// The greatest result, or nothing for no upper bound.
  public let maximum: Double?

  /// Makes the operator.
  public init(minimum: Double?, maximum: Double?) {
    self.minimum = minimum
    self.maximum = maximum
  }
}
