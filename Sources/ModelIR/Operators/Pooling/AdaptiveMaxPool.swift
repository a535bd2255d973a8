/// The greatest element of each cell of a grid of given size: `y[n, c, i] = max x[n, c, window i]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, D1 … Dn]`, 1 to 3 spatial axes; numbers unless every output size is 1 |
/// | y | `[N, C, outputSizes…]` |
///
/// | attribute | meaning |
/// |---|---|
/// | outputSizes | cells along each spatial axis, at least 1 |
/// | rule | how windows are chosen: windows of one size (Flux) or bins (PyTorch, MindSpore) |
///
/// Flux `AdaptiveMaxPool`; PyTorch `aten::adaptive_max_pool2d`; MindSpore `AdaptiveMaxPool2D`; ONNX
/// `MaxPool` where windows have one size.
/// Defined at <https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html>.
public struct AdaptiveMaxPool: AdaptivePool {
  public static let definition = OperatorDefinition(
    "AdaptiveMaxPool", .pooling,
    summary: "y[n,c,i] = max x[n,c,window i] for a given number of cells",
    operands: [.required("x")],
    spellings: [
      .flux("AdaptiveMaxPool"),
      .pyTorch(
        "aten::adaptive_max_pool1d", "aten::adaptive_max_pool2d", "aten::adaptive_max_pool3d"),
      .mindSpore("AdaptiveMaxPool2D"), .onnx("GlobalMaxPool", "MaxPool"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html")

  public static let examples = [
    OperatorExample(
      AdaptiveMaxPool(outputSizes: [3, 3], rule: .pyTorchBins),
      [TensorType(.float32, [.symbol("batch"), 8, 7, 10])],
      gives: [TensorType(.float32, [.symbol("batch"), 8, 3, 3])]),
    OperatorExample(
      AdaptiveMaxPool(outputSizes: [1], rule: .fluxStride),
      [TensorType(.float32, [1, 8, .symbol("time")])],
      gives: [TensorType(.float32, [1, 8, 1])]),
  ]

  /// The number of cells along each spatial axis.
  public let outputSizes: [Int]
  /// How the windows are chosen.
  public let rule: AdaptivePoolRule

  /// Makes the operator.
  public init(outputSizes: [Int], rule: AdaptivePoolRule) {
    self.outputSizes = outputSizes
    self.rule = rule
  }
}
