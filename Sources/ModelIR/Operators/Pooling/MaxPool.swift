/// The greatest element of each window: `y[n, c, p] = max x[n, c, p·stride + k·dilation − pad]`;
/// padding never wins.
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
///
/// Flux `MaxPool`; PyTorch `aten::max_pool2d`; MindSpore `MaxPool`; ONNX `MaxPool`; GE `MaxPoolV3`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__MaxPool.html>.
public struct MaxPool: WindowedPool {
  public static let definition = OperatorDefinition(
    "MaxPool", .pooling, summary: "y[n,c,p] = max x[n,c,p·stride + k·dilation − pad]",
    operands: [.required("x")],
    spellings: [
      .flux("MaxPool"),
      .pyTorch(
        "aten::max_pool1d", "aten::max_pool2d", "aten::max_pool3d",
        "aten::max_pool2d_with_indices"),
      .mindSpore("MaxPool", "MaxPool3D"), .onnx("MaxPool"),
      .graphEngine("MaxPool", "MaxPoolV3", "Pooling"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__MaxPool.html")

  public static let examples = [
    OperatorExample(
      MaxPool(
        kernel: [2, 3],
        window: SlidingWindow(strides: [2, 1], padsBefore: [0, 1], padsAfter: [0, 1])),
      [TensorType(.float32, [.symbol("batch"), 8, 7, .symbol("width")])],
      gives: [TensorType(.float32, [.symbol("batch"), 8, 3, .symbol("width")])]),
    OperatorExample(
      MaxPool(
        kernel: [2], window: SlidingWindow(strides: [2], padsBefore: [0], padsAfter: [0]),
        rounding: .ceiling),
      [TensorType(.float32, [1, 8, 7])], gives: [TensorType(.float32, [1, 8, 4])]),
  ]

  /// The sizes of the window.
  public let kernel: [Int]
  /// How the window moves.
  public let window: SlidingWindow
  /// Whether a last, partial window counts.
  public let rounding: SlidingWindow.Rounding

  /// Makes the operator.
  public init(
    kernel: [Int], window: SlidingWindow, rounding: SlidingWindow.Rounding = .floor
  ) {
    self.kernel = kernel
    self.window = window
    self.rounding = rounding
  }
}
