/// Samples the spatial axes at another resolution.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, D1 … Dn]`, at least 1 spatial axis |
/// | y | `[N, C, …]` with the given sizes, or `⌊size · scale⌋` each |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | extent | sizes or scales, one per spatial axis | |
/// | mode | how samples are computed from neighbours | nearest |
/// | coordinates | where in x the sample i of y lies | half pixel (ONNX), asymmetric (PyTorch nearest) |
/// | nearestRounding | which neighbour is the nearest one | roundPreferFloor (ONNX), floor (PyTorch) |
/// | cubicCoefficient | the cubic kernel's a | −0.75 |
/// | isAntialiased | whether the kernel widens when sizes shrink | false |
///
/// Flux `Upsample`, `upsample_nearest`, `upsample_bilinear` (align corners); PyTorch
/// `aten::upsample_nearest2d`, `aten::upsample_bilinear2d`; MindSpore `ResizeNearestNeighbor`,
/// `ResizeBilinear`; ONNX `Resize`; GE `ResizeNearestNeighborV2D`, `ResizeBilinearV2`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Resize.html>.
public struct Resize: Operator {
  /// How samples are computed.
  public enum Mode: Hashable, Sendable { case nearest, linear, cubic }

  /// Where in x, of `in` elements, the sample i of y, of `out`, lies.
  public enum Coordinates: Hashable, Sendable {
    /// `i / scale`.
    case asymmetric
    /// `(i + ½) / scale − ½`.
    case halfPixel
    /// Half pixel, and 0 where `out` is 1.
    case pytorchHalfPixel
    /// `i · (in − 1) / (out − 1)`.
    case alignCorners
  }

  /// Which neighbour is the nearest one.
  public enum NearestRounding: Hashable, Sendable {
    case floor, roundPreferFloor, roundPreferCeil, ceil
  }

  public static let definition = OperatorDefinition(
    "Resize", .shape, summary: "y = x sampled at another spatial resolution",
    operands: [.required("x")],
    spellings: [
      .flux("Upsample", "upsample_nearest", "upsample_linear", "upsample_bilinear"),
      .pyTorch(
        "aten::upsample_nearest1d", "aten::upsample_nearest2d", "aten::upsample_bilinear2d",
        "aten::upsample_bicubic2d", "aten::_upsample_bilinear2d_aa"),
      .mindSpore("ResizeNearestNeighbor", "ResizeBilinear", "ResizeBilinearV2"), .onnx("Resize-10"),
      .graphEngine("ResizeNearestNeighborV2", "ResizeNearestNeighborV2D", "ResizeBilinearV2"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Resize.html")

  public static let examples = [
    OperatorExample(
      Resize(extent: .scales([2, 1.5]), mode: .nearest, coordinates: .asymmetric),
      [TensorType(.float32, [.symbol("batch"), 3, .symbol("height"), 5])],
      gives: [TensorType(.float32, [.symbol("batch"), 3, .symbol("height") * 2, 7])]),
    OperatorExample(
      Resize(extent: .sizes([8]), mode: .linear, coordinates: .alignCorners),
      [TensorType(.float32, [1, 3, .symbol("time")])], gives: [TensorType(.float32, [1, 3, 8])]),
  ]

  /// The sizes or scales of the spatial axes.
  public let extent: ResizeExtent
  /// How samples are computed.
  public let mode: Mode
  /// Where the samples lie.
  public let coordinates: Coordinates
  /// Which neighbour is the nearest one.
  public let nearestRounding: NearestRounding
  /// The cubic kernel's a.
  public let cubicCoefficient: Double
  /// Whether the kernel widens when sizes shrink.
  public let isAntialiased: Bool

  /// Makes the operator.
  public init(
    extent: ResizeExtent, mode: Mode, coordinates: Coordinates,
    nearestRounding: NearestRounding = .floor, cubicCoefficient: Double = -0.75,
    isAntialiased: Bool = false
  ) {
    self.extent = extent
    self.mode = mode
    self.coordinates = coordinates
    self.nearestRounding = nearestRounding
    self.cubicCoefficient = cubicCoefficient
    self.isAntialiased = isAntialiased
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(3...Int.max, of: 0)
    let x = operands[0].shape
    let sizes = try extent.sizes(of: Array(x.dimensions.dropFirst(2)))
    return [TensorType(operands[0].elementType, Shape([x[0], x[1]] + sizes))]
  }
}
