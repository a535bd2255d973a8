/// Adds windows up to a plane: `y[n, c, p·stride + k·dilation − pad] = Σ x[n, c·K + k, p]`, the opposite of
/// ``Im2Col``.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C·K, L]` with K elements in each of L windows, floating point |
/// | y | `[N, C, height, width]` |
///
/// | attribute | meaning |
/// |---|---|
/// | imageSize | the plane's height and width |
/// | kernel | the window's height and width, in elements |
/// | window | strides, dilations, paddings, in elements |
///
/// Flux `NNlib.fold`; PyTorch `aten::col2im`; MindSpore `Col2Im`; ONNX `Col2Im`, below opset 18
/// `ConvTranspose`; GE `Col2im`. Defined at <https://onnx.ai/onnx/operators/onnx__Col2Im.html>.
public struct Col2Im: Operator {
  public static let definition = OperatorDefinition(
    "Col2Im", .convolution, summary: "y[n,c,p·stride + k·dilation − pad] = Σ x[n,c·K+k,p]",
    operands: [.required("x")],
    spellings: [
      .flux("NNlib.fold"), .pyTorch("aten::col2im"), .mindSpore("Col2Im"), .onnx("Col2Im-18"),
      .graphEngine("Col2im"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Col2Im.html")

  public static let examples = [
    OperatorExample(
      Col2Im(
        imageSize: [6, 5], kernel: [2, 3],
        window: SlidingWindow(strides: [2, 1], padsBefore: [0, 1], padsAfter: [0, 1])),
      [TensorType(.float32, [.symbol("batch"), 24, 15])],
      gives: [TensorType(.float32, [.symbol("batch"), 4, 6, 5])])
  ]

  /// The plane's height and width.
  public let imageSize: [Int]
  /// The window's height and width.
  public let kernel: [Int]
  /// How the window moves.
  public let window: SlidingWindow

  /// Makes the operator.
  public init(imageSize: [Int], kernel: [Int], window: SlidingWindow) {
    self.imageSize = imageSize
    self.kernel = kernel
    self.window = window
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(3...3, of: 0)
    try operands.requireFloatingPoint(of: 0)
    let x = operands[0].shape
    let counts = try windowCounts
    _ = try operands.require(
      x[2], equals: counts[0] * counts[1],
      "\(x[2]) windows are given, an image of \(imageSize) has \(counts[0] * counts[1])")
    guard let channels = x[1].exactlyDivided(by: .fixed(kernel[0]) * .fixed(kernel[1])) else {
      throw InferenceFailure(
        .shapeMismatch, "\(x[1]) elements do not divide into windows of \(kernel)")
    }
    return [
      TensorType(
        operands[0].elementType, Shape([x[0], channels] + imageSize.map(Dimension.fixed)))
    ]
  }

  /// The number of windows down and across.
  package var windowCounts: [Dimension] {
    get throws(InferenceFailure) {
      guard imageSize.count == 2, imageSize.allSatisfy({ $0 >= 1 }) else {
        throw InferenceFailure(.invalidAttribute, "the image size \(imageSize) needs 2 sizes")
      }
      return try window.outputSizes(of: imageSize.map(Dimension.fixed), kernel: kernel)
    }
  }
}
