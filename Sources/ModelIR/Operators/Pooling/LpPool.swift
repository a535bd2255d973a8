/// The p-norm of each window: `y[n, c, p] = (Σ |x[n, c, p·stride + k − pad]|^order)^(1/order)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, D1 … Dn]`, 1 to 3 spatial axes |
/// | y | `[N, C, ⌊(Di + pads − dilation·(Ki−1) − 1) / stride⌋ + 1 …]` |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | kernel | sizes of the window, in elements | |
/// | window | strides, dilations, paddings, in elements | stride = kernel (PyTorch), 1 (ONNX) |
/// | rounding | whether a last, partial window counts | floor |
/// | order | p, at least 1 | 2 (ONNX) |
///
/// Flux `lpnormpool`; PyTorch `nn.LPPool2d`; ONNX `LpPool`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__LpPool.html>.
public struct LpPool: WindowedPool {
  public static let definition = OperatorDefinition(
    "LpPool", .pooling, summary: "y[n,c,p] = the p-norm of x[n,c,p·stride + k − pad]",
    operands: [.required("x")],
    spellings: [
      .flux("lpnormpool"), .pyTorch("nn.LPPool1d", "nn.LPPool2d"), .onnx("LpPool"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__LpPool.html")

  public static let examples = [
    OperatorExample(
      LpPool(
        kernel: [3], window: SlidingWindow(strides: [2], padsBefore: [1], padsAfter: [1])),
      [TensorType(.float32, [.symbol("batch"), 4, 9])],
      gives: [TensorType(.float32, [.symbol("batch"), 4, 5])])
  ]

  /// The sizes of the window.
  public let kernel: [Int]
  /// How the window moves.
  public let window: SlidingWindow
  /// Whether a last, partial window counts.
  public let rounding: SlidingWindow.Rounding
  /// The norm's p.
  public let order: Int

  /// Makes the operator.
  public init(
    kernel: [Int], window: SlidingWindow, rounding: SlidingWindow.Rounding = .floor,
    order: Int = 2
  ) {
    self.kernel = kernel
    self.window = window
    self.rounding = rounding
    self.order = order
  }
}
