/// The mean of each window: `y[n, c, p] = Σ x[n, c, p·stride + k − pad] / count`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, D1 … Dn]`, 1 to 3 spatial axes |
/// | y | `[N, C, ⌊(Di + pads − dilation·(Ki−1) − 1) / stride⌋ + 1 …]` |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | kernel | sizes of the window, in elements | |
/// | window | strides, dilations, paddings, in elements | stride = kernel (Flux, PyTorch), 1 (ONNX) |
/// | rounding | whether a last, partial window counts | floor |
/// | countsPadding | whether padding, as zeros, counts in the mean | true (Flux, PyTorch), false (ONNX) |
///
/// Flux `MeanPool`; PyTorch `aten::avg_pool2d`; MindSpore `AvgPool`; ONNX `AveragePool`; GE
/// `AvgPoolV2`. Defined at <https://onnx.ai/onnx/operators/onnx__AveragePool.html>.
public struct AveragePool: WindowedPool {
  public static let definition = OperatorDefinition(
    "AveragePool", .pooling, summary: "y[n,c,p] = the mean of x[n,c,p·stride + k − pad]",
    operands: [.required("x")],
    spellings: [
      .flux("MeanPool"),
      .pyTorch("aten::avg_pool1d", "aten::avg_pool2d", "aten::avg_pool3d"),
      .mindSpore("AvgPool", "AvgPool3D"), .onnx("AveragePool"),
      .graphEngine("AvgPool", "AvgPoolV2", "Pooling"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__AveragePool.html")

  public static let examples = [
    OperatorExample(
      AveragePool(
        kernel: [2, 2],
        window: SlidingWindow(strides: [2, 2], padsBefore: [0, 0], padsAfter: [0, 0]),
        countsPadding: true),
      [TensorType(.float32, [.symbol("batch"), 8, 6, .symbol("width")])],
      gives: [
        TensorType(
          .float32,
          [.symbol("batch"), 8, 3, (.symbol("width") - 2).floorDivided(by: 2) + 1])
      ])
  ]

  /// The sizes of the window.
  public let kernel: [Int]
  /// How the window moves.
  public let window: SlidingWindow
  /// Whether a last, partial window counts.
  public let rounding: SlidingWindow.Rounding
  /// Whether padding, as zeros, counts in the mean.
  public let countsPadding: Bool

  /// Makes the operator.
  public init(
    kernel: [Int], window: SlidingWindow, rounding: SlidingWindow.Rounding = .floor,
    countsPadding: Bool
  ) {
    self.kernel = kernel
    self.window = window
    self.rounding = rounding
    self.countsPadding = countsPadding
  }
}
