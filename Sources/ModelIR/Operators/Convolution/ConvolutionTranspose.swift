/// The adjoint of a convolution, which spreads every element over a window of the result:
/// `y[n, o, p·stride + k·dilation − pad] += x[n, c, p] · w[c, o, k]`, plus `b[o]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, D1 … Dn]`, 1 to 3 spatial axes |
/// | weight | `[C, O / groups, K1 … Kn]` |
/// | bias, optional | `[O]` |
/// | y | `[N, O, (Di − 1)·stride + dilation·(Ki − 1) + 1 − pads + output padding …]` |
///
/// | attribute | meaning |
/// |---|---|
/// | window | strides, dilations and both paddings of the convolution, in elements |
/// | outputPadding | elements added behind the end of each spatial axis, 0 or more |
/// | groups | into how many independent parts channels are split, at least 1 |
///
/// Flux `ConvTranspose` (kernel flipped); PyTorch `aten::convolution` with `transposed`; MindSpore
/// `Conv2DTranspose`; ONNX `ConvTranspose`; GE `Conv2DTransposeD`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__ConvTranspose.html>.
public struct ConvolutionTranspose: Operator {
  public static let definition = OperatorDefinition(
    "ConvolutionTranspose", .convolution,
    summary: "y[n,o,p·stride + k·dilation − pad] += x[n,c,p]·w[c,o,k], plus b[o]",
    operands: [.required("x"), .required("weight"), .optional("bias")],
    spellings: [
      .flux("ConvTranspose (kernel flipped)"),
      .pyTorch(
        "aten::convolution (transposed)", "aten::conv_transpose1d", "aten::conv_transpose2d",
        "aten::conv_transpose3d"),
      .mindSpore("Conv2DTranspose", "Conv2DBackpropInput"), .onnx("ConvTranspose"),
      .graphEngine("Conv2DTranspose", "Conv2DTransposeD", "Conv2DBackpropInput"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ConvTranspose.html")

  public static let examples = [
    OperatorExample(
      ConvolutionTranspose(
        window: SlidingWindow(strides: [2, 2], padsBefore: [1, 1], padsAfter: [1, 1]),
        outputPadding: [1, 0], groups: 2),
      [
        TensorType(.float32, [.symbol("batch"), 4, 5, .symbol("width")]),
        TensorType(.float32, [4, 3, 3, 3]), TensorType(.float32, [6]),
      ],
      gives: [
        TensorType(.float32, [.symbol("batch"), 6, 10, .symbol("width") * 2 - 1])
      ])
  ]

  /// How the kernel moves.
  public let window: SlidingWindow
  /// Elements added behind the end of each spatial axis.
  public let outputPadding: [Int]
  /// Into how many independent parts the channels are split.
  public let groups: Int

  /// Makes the operator.
  public init(window: SlidingWindow, outputPadding: [Int], groups: Int = 1) {
    self.window = window
    self.outputPadding = outputPadding
    self.groups = groups
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let elementType = try operands.requireSameElementType()
    try operands.requireRank(3...5, of: 0)
    let x = operands[0].shape
    try operands.requireRank(x.rank...x.rank, of: 1)
    let weight = operands[1].shape
    guard groups >= 1 else {
      throw InferenceFailure(.invalidAttribute, "groups is \(groups), at least 1 is needed")
    }
    _ = try operands.require(
      x[1], equals: weight[0], "the input has \(x[1]) channels, this layer takes \(weight[0])")
    if let channels = weight[0].size, channels % groups != 0 {
      throw InferenceFailure(
        .invalidAttribute, "\(channels) input channels do not divide into \(groups) groups")
    }
    let outputs = weight[1] * groups
    try operands.requireVector(2, of: outputs, "output channels")
    let kernel = try fixedKernel(Array(weight.dimensions.dropFirst(2)))
    let sizes = try window.transposedOutputSizes(
      of: Array(x.dimensions.dropFirst(2)), kernel: kernel, outputPadding: outputPadding)
    return [TensorType(elementType, Shape([x[0], outputs] + sizes))]
  }
}
