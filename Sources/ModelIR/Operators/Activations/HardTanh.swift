/// The hyperbolic tangent in three straight pieces: `y = max(minimum, min(maximum, x))`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | minimum | at most maximum | −1 everywhere |
/// | maximum | at least minimum | 1 everywhere |
///
/// ONNX has no such operator: `Clip`. Flux `hardtanh`; PyTorch `aten::hardtanh`, `nn.Hardtanh`;
/// MindSpore `nn.Hardtanh`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html>.
public struct HardTanh: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "HardTanh", .activation, summary: "y = max(minimum, min(maximum, x))",
    operands: [.required("x")],
    spellings: [
      .flux("hardtanh"), .pyTorch("aten::hardtanh", "nn.Hardtanh"), .mindSpore("nn.Hardtanh"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html")

  public static let examples = [
    OperatorExample(
      HardTanh(minimum: -2, maximum: 2),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The least result.
  public let minimum: Double
  /// The greatest result.
  public let maximum: Double

  /// Makes the operator.
  public init(minimum: Double = -1, maximum: Double = 1) {
    self.minimum = minimum
    self.maximum = maximum
  }

  public func checkAttributes() throws(InferenceFailure) {
    guard minimum <= maximum else {
      throw InferenceFailure(
        .invalidAttribute, "the minimum \(minimum) is above the maximum \(maximum)")
    }
  }
}
