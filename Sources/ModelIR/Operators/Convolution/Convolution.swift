/// Cross-correlates windows of the input with kernels:
/// `y[n, o, p] = b[o] + Σ x[n, c, p·stride + k·dilation − pad] · w[o, c, k]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, D1 … Dn]`, 1 to 3 spatial axes |
/// | weight | `[O, C / groups, K1 … Kn]` |
/// | bias, optional | `[O]` |
/// | y | `[N, O, ⌊(Di + pads − dilation·(Ki−1) − 1) / stride⌋ + 1 …]` |
///
/// | attribute | meaning |
/// |---|---|
/// | window | strides, dilations and both paddings, in elements, one per spatial axis |
/// | groups | into how many independent parts channels are split, at least 1 |
///
/// Kernels are not flipped: Flux's `Conv` is a true convolution, so its importer flips the kernel's
/// view; `CrossCor` needs no flip. PyTorch `aten::convolution`; MindSpore `Conv2D`; ONNX `Conv`; GE
/// `Conv2D`. Defined at <https://onnx.ai/onnx/operators/onnx__Conv.html>.
public struct Convolution: Operator {
  public static let definition = OperatorDefinition(
    "Convolution", .convolution,
    summary: "y[n,o,p] = b[o] + Σ x[n,c,p·stride + k·dilation − pad]·w[o,c,k]",
    operands: [.required("x"), .required("weight"), .optional("bias")],
    spellings: [
      .flux("Conv (kernel flipped)", "CrossCor", "DepthwiseConv"),
      .pyTorch("aten::convolution", "aten::conv1d", "aten::conv2d", "aten::conv3d"),
      .mindSpore("Conv2D", "Conv3D"), .onnx("Conv"),
      .graphEngine("Conv2D", "Conv3D", "DepthwiseConv2D"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Conv.html")

  public static let examples = [
    OperatorExample(
      Convolution(
        window: SlidingWindow(strides: [2, 1], padsBefore: [1, 0], padsAfter: [1, 2]), groups: 2),
      [
        TensorType(.float32, [.symbol("batch"), 4, 9, .symbol("width")]),
        TensorType(.float32, [6, 2, 3, 3]), TensorType(.float32, [6]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 6, 5, .symbol("width")])])
  ]

  /// How the kernel moves.
  public let window: SlidingWindow
  /// Into how many independent parts the channels are split.
  public let groups: Int

  /// Makes the operator.
  public init(window: SlidingWindow, groups: Int = 1) {
    self.window = window
    self.groups = groups
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let elementType = try operands.requireSameElementType()
    try operands.requireRank(3...5, of: 0)
    let x = operands[0]
    let weight = operands[1]
    try operands.requireRank(x.rank...x.rank, of: 1)
    guard groups >= 1 else {
      throw InferenceFailure(.invalidAttribute, "groups is \(groups), at least 1 is needed")
    }
    let channels = weight.shape[1] * groups
    _ = try operands.require(
      x.shape[1], equals: channels,
      "the input has \(x.shape[1]) channels, this layer takes \(channels)")
    if let outputs = weight.shape[0].size, outputs % groups != 0 {
      throw InferenceFailure(
        .invalidAttribute, "\(outputs) output channels do not divide into \(groups) groups")
    }
    if let bias = operands.optional(2) {
      try operands.requireRank(1...1, of: 2)
      _ = try operands.require(
        bias.shape[0], equals: weight.shape[0],
        "the bias has \(bias.shape[0]) elements, the layer has \(weight.shape[0]) output channels")
    }
    let kernel = try fixedKernel(Array(weight.shape.dimensions.dropFirst(2)))
    let sizes = try window.outputSizes(of: Array(x.shape.dimensions.dropFirst(2)), kernel: kernel)
    return [TensorType(elementType, Shape([x.shape[0], weight.shape[0]] + sizes))]
  }
}

/// The sizes of a kernel, which have to be numbers.
func fixedKernel(_ dimensions: [Dimension]) throws(InferenceFailure) -> [Int] {
  guard let sizes = Shape(dimensions).sizes else {
    throw InferenceFailure(
      .sizeNotFixed, "the kernel's sizes \(Shape(dimensions)) have to be numbers")
  }
  return sizes
}
