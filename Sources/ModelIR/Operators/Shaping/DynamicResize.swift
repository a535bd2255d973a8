/// Samples the spatial axes at sizes that are known only when the model runs: `y = x` sampled as
/// `Resize` does with `sizes`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, D1 … Dn]`, at least 1 spatial axis |
/// | sizes | `[n + 2]`, i64: of every axis of the result; the first two are x's |
/// | y | `shape` |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | shape | what is known of the result's sizes | |
/// | mode | how samples are computed from neighbours | nearest |
/// | coordinates | where in x the sample i of y lies | half pixel (ONNX), asymmetric (PyTorch nearest) |
/// | nearestRounding | which neighbour is the nearest one | roundPreferFloor (ONNX), floor (PyTorch) |
/// | cubicCoefficient | the cubic kernel's a | −0.75 |
/// | isAntialiased | whether the kernel widens when sizes shrink | false |
///
/// PyTorch `aten::upsample_nearest2d`, `aten::upsample_bilinear2d`; MindSpore `ResizeBilinearV2`; ONNX
/// `Resize`; GE `ResizeBilinearV2`. Defined at <https://onnx.ai/onnx/operators/onnx__Resize.html>.
public struct DynamicResize: Operator {
  public static let definition = OperatorDefinition(
    "DynamicResize", .shape, summary: "y = x sampled at the spatial sizes of an operand",
    operands: [.required("x"), .required("sizes")],
    spellings: [
      .pyTorch("aten::upsample_nearest2d", "aten::upsample_bilinear2d"),
      .mindSpore("ResizeBilinearV2"), .onnx("Resize-10"), .graphEngine("ResizeBilinearV2"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Resize.html")

  public static let examples = [
    OperatorExample(
      DynamicResize(
        shape: [.symbol("batch"), 3, .symbol("height"), 7], mode: .linear, coordinates: .halfPixel),
      [TensorType(.float32, [.symbol("batch"), 3, 4, 5]), TensorType(.int64, [4])],
      gives: [TensorType(.float32, [.symbol("batch"), 3, .symbol("height"), 7])])
  ]

  /// What is known of the result's sizes.
  public let shape: [Dimension]
  /// How samples are computed.
  public let mode: Resize.Mode
  /// Where the samples lie.
  public let coordinates: Resize.Coordinates
  /// Which neighbour is the nearest one.
  public let nearestRounding: Resize.NearestRounding
  /// The cubic kernel's a.
  public let cubicCoefficient: Double
  /// Whether the kernel widens when sizes shrink.
  public let isAntialiased: Bool

  /// Makes the operator.
  public init(
    shape: [Dimension], mode: Resize.Mode, coordinates: Resize.Coordinates,
    nearestRounding: Resize.NearestRounding = .floor, cubicCoefficient: Double = -0.75,
    isAntialiased: Bool = false
  ) {
    self.shape = shape
    self.mode = mode
    self.coordinates = coordinates
    self.nearestRounding = nearestRounding
    self.cubicCoefficient = cubicCoefficient
    self.isAntialiased = isAntialiased
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(3...Int.max, of: 0)
    let x = operands[0].shape
    try operands.requireSizes(1, count: x.rank)
    try requireStatedShape(shape)
    guard shape.count == x.rank else {
      throw InferenceFailure(
        .invalidAttribute, "the input has \(x.rank) axes, the stated result \(shape.count)")
    }
    for axis in 0..<2 where !shape[axis].canEqual(x[axis]) {
      throw InferenceFailure(
        .shapeMismatch, "axis \(axis) has \(x[axis]) elements and cannot become \(shape[axis])")
    }
    return [TensorType(operands[0].elementType, Shape(shape))]
  }
}
