/// Lays the windows of a plane side by side: `y[n, c·K + k, p] = x[n, c, p·stride + k·dilation − pad]`, with
/// K elements k in a window.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, H, W]` |
/// | y | `[N, C·K, L]` with L windows |
///
/// | attribute | meaning |
/// |---|---|
/// | kernel | the window's height and width, in elements |
/// | window | strides, dilations, paddings (zeros), in elements |
///
/// Flux `NNlib.unfold`; PyTorch `aten::im2col`; MindSpore `Im2Col`; ONNX `Gather` of rows and columns; GE
/// `Im2col`. Defined at <https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html>.
public struct Im2Col: Operator {
  public static let definition = OperatorDefinition(
    "Im2Col", .convolution, summary: "y[n,c·K+k,p] = x[n,c,p·stride + k·dilation − pad]",
    operands: [.required("x")],
    spellings: [
      .flux("NNlib.unfold"), .pyTorch("aten::im2col"), .mindSpore("Im2Col"),
      .onnx("Gather + Gather"), .graphEngine("Im2col"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html")

  public static let examples = [
    OperatorExample(
      Im2Col(
        kernel: [2, 3],
        window: SlidingWindow(strides: [2, 1], padsBefore: [0, 1], padsAfter: [0, 1])),
      [TensorType(.float32, [.symbol("batch"), 4, 6, 5])],
      gives: [TensorType(.float32, [.symbol("batch"), 24, 15])])
  ]

  /// The window's height and width.
  public let kernel: [Int]
  /// How the window moves.
  public let window: SlidingWindow

  /// Makes the operator.
  public init(kernel: [Int], window: SlidingWindow) {
    self.kernel = kernel
    self.window = window
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(4...4, of: 0)
    try operands.requireElementType(of: 0, "numeric") { $0.isNumeric }
    let x = operands[0].shape
    let counts = try windowCounts(of: [x[2], x[3]])
    return [
      TensorType(
        operands[0].elementType,
        [x[0], x[1] * .fixed(kernel[0]) * .fixed(kernel[1]), counts[0] * counts[1]])
    ]
  }

  /// The number of windows down and across.
  package func windowCounts(of plane: [Dimension]) throws(InferenceFailure) -> [Dimension] {
    try window.outputSizes(of: plane, kernel: kernel)
  }
}
