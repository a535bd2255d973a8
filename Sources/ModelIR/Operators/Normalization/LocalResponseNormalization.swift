/// Divides by the activity of neighbouring channels:
/// `y[n, c, …] = x[n, c, …] / (bias + alpha / size · Σ x[n, j, …]²)^beta`, j over `size` channels
/// around c.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | `[N, C, D1 … Dn]`, any number of spatial axes |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | size | channels that are summed, at least 1: from `c − ⌊(size − 1)/2⌋` to `c + ⌈(size − 1)/2⌉` | |
/// | alpha | any number | 1e-4 (PyTorch, ONNX) |
/// | beta | any number | 0.75 (PyTorch, ONNX) |
/// | bias | any number | 1 (PyTorch, ONNX) |
///
/// PyTorch `nn.LocalResponseNorm`; MindSpore `LRN` (alpha not divided by size); ONNX `LRN`; GE `LRN`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__LRN.html>.
public struct LocalResponseNormalization: Operator {
  public static let definition = OperatorDefinition(
    "LocalResponseNormalization", .normalization,
    summary: "y = x/(bias + alpha/size·Σ x² over neighbouring channels)^beta",
    operands: [.required("x")],
    spellings: [
      .pyTorch("nn.LocalResponseNorm"), .mindSpore("LRN"), .onnx("LRN"), .graphEngine("LRN"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__LRN.html")

  public static let examples = [
    OperatorExample(
      LocalResponseNormalization(size: 5, alpha: 1e-4, beta: 0.75, bias: 1),
      [TensorType(.float32, [.symbol("batch"), 8, 5, 5])],
      gives: [TensorType(.float32, [.symbol("batch"), 8, 5, 5])])
  ]

  /// How many channels are summed.
  public let size: Int
  /// The factor of the mean square.
  public let alpha: Double
  /// The exponent.
  public let beta: Double
  /// What the sum is added to.
  public let bias: Double

  /// Makes the operator.
  public init(size: Int, alpha: Double, beta: Double, bias: Double) {
    self.size = size
    self.alpha = alpha
    self.beta = beta
    self.bias = bias
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireFloatingPoint(of: 0)
    try operands.requireRank(2...Int.max, of: 0)
    guard size >= 1 else {
      throw InferenceFailure(.invalidAttribute, "size is \(size), at least 1 is needed")
    }
    return [operands[0]]
  }
}
