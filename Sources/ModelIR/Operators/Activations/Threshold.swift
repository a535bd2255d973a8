/// Replaces what is not above a threshold: `y = x` for `x > threshold`, else `value`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | threshold | any number | none |
/// | value | any number | none |
///
/// ONNX has no such operator: `Greater`, then `Where`. PyTorch `aten::threshold`, `nn.Threshold`;
/// MindSpore `ops.threshold`, `nn.Threshold`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Threshold.html>.
public struct Threshold: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Threshold", .activation, summary: "y = x for x > threshold, else value",
    operands: [.required("x")],
    spellings: [
      .pyTorch("aten::threshold", "nn.Threshold"), .mindSpore("ops.threshold", "nn.Threshold"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Threshold.html")

  public static let examples = [
    OperatorExample(
      Threshold(threshold: 0.5, value: -1),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The largest value that is replaced.
  public let threshold: Double
  /// What stands for it.
  public let value: Double

  /// Makes the operator.
  public init(threshold: Double, value: Double) {
    self.threshold = threshold
    self.value = value
  }
}
