/// Cross-correlates kernels with elements of the input at computed places:
/// `y[n, o, p] = b[o] + Σ m[n, k, p] · x[n, c, p·stride + k·dilation − pad + d[n, k, p]] · w[o, c, k]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, H, W]`, floating point; between elements it is linear, outside it is 0 |
/// | weight (w) | `[O, C / groups, KH, KW]` |
/// | offset (d) | `[N, offsetGroups · KH · KW · 2, OH, OW]`: rows, then columns, in elements |
/// | bias (b), optional | `[O]` |
/// | mask (m), optional | `[N, offsetGroups · KH · KW, OH, OW]`, ones if left out |
/// | y | `[N, O, OH, OW]`, the sizes of a convolution |
///
/// | attribute | meaning |
/// |---|---|
/// | window | strides, dilations and both paddings, in elements, for rows and columns |
/// | groups | into how many independent parts channels are split, at least 1 |
/// | offsetGroups | into how many parts channels are split that have offsets of their own |
///
/// PyTorch `torchvision::deform_conv2d`; MindSpore `ops.deformable_conv2d`; ONNX `DeformConv` since opset
/// 19; GE `DeformableConv2D`. Defined at <https://onnx.ai/onnx/operators/onnx__DeformConv.html>.
public struct DeformableConvolution: Operator {
  public static let definition = OperatorDefinition(
    "DeformableConvolution", .convolution,
    summary: "y = a convolution of elements at computed places",
    operands: [
      .required("x"), .required("weight"), .required("offset"), .optional("bias"),
      .optional("mask"),
    ],
    spellings: [
      .pyTorch("torchvision::deform_conv2d"), .mindSpore("ops.deformable_conv2d"),
      .onnx("DeformConv-19"), .graphEngine("DeformableConv2D"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__DeformConv.html")

  public static let examples = [
    OperatorExample(
      DeformableConvolution(
        window: SlidingWindow(strides: [2, 1], padsBefore: [1, 0], padsAfter: [1, 0]),
        offsetGroups: 2),
      [
        TensorType(.float32, [.symbol("batch"), 4, 7, 6]), TensorType(.float32, [5, 4, 3, 2]),
        TensorType(.float32, [.symbol("batch"), 24, 4, 5]), TensorType(.float32, [5]),
        TensorType(.float32, [.symbol("batch"), 12, 4, 5]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 5, 4, 5])])
  ]

  /// How the kernel moves.
  public let window: SlidingWindow
  /// Into how many independent parts the channels are split.
  public let groups: Int
  /// Into how many parts the channels are split that have offsets of their own.
  public let offsetGroups: Int

  /// Makes the operator.
  public init(window: SlidingWindow, groups: Int = 1, offsetGroups: Int = 1) {
    self.window = window
    self.groups = groups
    self.offsetGroups = offsetGroups
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(4...4, of: 0)
    try operands.requireRank(4...4, of: 2)
    try operands.requireFloatingPoint(of: 0)
    try operands.requireSameElementType()
    guard offsetGroups >= 1 else {
      throw InferenceFailure(
        .invalidAttribute, "offsetGroups is \(offsetGroups), at least 1 is needed")
    }
    let offset = operands[2].shape
    let plain = try OperandTypes(
      [operands[0], operands[1], operands.optional(3)], of: Convolution.definition)
    let results = try Convolution(window: window, groups: groups).inferResults(plain)
    let kernel = try fixedKernel(Array(operands[1].shape.dimensions.dropFirst(2)))
    let places = Dimension.fixed(kernel[0]) * kernel[1] * offsetGroups
    _ = try operands.require(
      offset[1], equals: places * 2,
      "\(offset[1]) offsets are given, a kernel of \(kernel) in \(offsetGroups) groups takes "
        + "\(places * 2)")
    if let mask = operands.optional(4) {
      try operands.requireRank(4...4, of: 4)
      _ = try operands.require(
        mask.shape[1], equals: places,
        "\(mask.shape[1]) factors are given, a kernel of \(kernel) in \(offsetGroups) groups takes "
          + "\(places)")
    }
    return results
  }
}
