/// The greatest element of each window and where it is in its plane:
/// `values[n, c, p] = max x[n, c, p·stride + k·dilation − pad]`; padding never wins.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, D1 … Dn]`, 1 to 3 spatial axes |
/// | values | `[N, C, ⌊(Di + pads − dilation·(Ki−1) − 1) / stride⌋ + 1 …]` |
/// | indices | as values, i64: the place in the plane of D1 … Dn, row-major |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | kernel | sizes of the window, in elements | |
/// | window | strides, dilations, paddings of 0 or more, in elements | stride = kernel (PyTorch), 1 (ONNX) |
/// | rounding | whether a last, partial window counts | floor |
///
/// PyTorch `aten::max_pool2d_with_indices`; MindSpore `MaxPoolWithArgmaxV2`; ONNX `MaxPool` with two
/// results, whose places are in the whole of x; GE `MaxPoolWithArgmaxV2`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html>.
public struct MaxPoolWithIndices: WindowedPool {
  public static let definition = OperatorDefinition(
    "MaxPoolWithIndices", .pooling,
    summary: "values[n,c,p] = max x[n,c,p·stride + k·dilation − pad], and its place",
    operands: [.required("x")], results: ["values", "indices"],
    spellings: [
      .pyTorch(
        "aten::max_pool1d_with_indices", "aten::max_pool2d_with_indices",
        "aten::max_pool3d_with_indices"),
      .mindSpore("MaxPoolWithArgmaxV2"), .onnx("MaxPool-8"), .graphEngine("MaxPoolWithArgmaxV2"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html")

  public static let examples = [
    OperatorExample(
      MaxPoolWithIndices(
        kernel: [2, 3],
        window: SlidingWindow(strides: [2, 1], padsBefore: [0, 1], padsAfter: [0, 1])),
      [TensorType(.float32, [.symbol("batch"), 8, 7, .symbol("width")])],
      gives: [
        TensorType(.float32, [.symbol("batch"), 8, 3, .symbol("width")]),
        TensorType(.int64, [.symbol("batch"), 8, 3, .symbol("width")]),
      ])
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

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    guard (window.padsBefore + window.padsAfter).allSatisfy({ $0 >= 0 }) else {
      throw InferenceFailure(.invalidAttribute, "places in a cropped plane are not followed")
    }
    let values = try MaxPool(kernel: kernel, window: window, rounding: rounding)
      .inferResults(operands)
    return values + values.map { TensorType(.int64, $0.shape) }
  }
}
