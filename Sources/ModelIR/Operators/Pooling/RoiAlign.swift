/// Samples boxes of a plane to one size: `y[k, c, i, j]` is the mean of x[rois[k, 0], c] at points of the
/// cell i, j of box k, each interpolated between its four neighbours.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, H, W]`, floating point |
/// | rois | `[K, 5]`, x's type: the place in the batch, then the corners x, y, x, y |
/// | y | `[K, C, height, width]` |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | height, width | the cells of a box | 1 (ONNX) |
/// | spatialScale | the factor from the boxes' numbers to elements of x | 1 |
/// | samplingRatio | points per cell and axis, or 0 for as many as its size | 0; PyTorch has −1 too |
/// | isAligned | whether boxes are shifted by half an element | false (torchvision), true (ONNX) |
///
/// PyTorch `torchvision::roi_align`; MindSpore `ROIAlign`; ONNX `RoiAlign`, from opset 16 aligned; GE
/// `ROIAlign`. Defined at <https://docs.pytorch.org/vision/stable/generated/torchvision.ops.roi_align.html>.
public struct RoiAlign: Operator {
  public static let definition = OperatorDefinition(
    "RoiAlign", .pooling, summary: "y[k] = box k of a plane, sampled to one size",
    operands: [.required("x"), .required("rois")],
    spellings: [
      .pyTorch("torchvision::roi_align"), .mindSpore("ROIAlign"), .onnx("RoiAlign-10"),
      .graphEngine("ROIAlign"),
    ],
    specification: "https://docs.pytorch.org/vision/stable/generated/torchvision.ops.roi_align.html"
  )

  public static let examples = [
    OperatorExample(
      RoiAlign(height: 2, width: 3, spatialScale: 0.5, samplingRatio: 2, isAligned: false),
      [
        TensorType(.float32, [.symbol("batch"), 3, 8, 9]), TensorType(.float32, [.symbol("n"), 5]),
      ],
      gives: [TensorType(.float32, [.symbol("n"), 3, 2, 3])])
  ]

  /// The rows of cells of a box.
  public let height: Int
  /// The columns of cells of a box.
  public let width: Int
  /// The factor from the boxes' numbers to elements.
  public let spatialScale: Double
  /// Points per cell and axis; 0 for as many as its size.
  public let samplingRatio: Int
  /// Whether boxes are shifted by half an element.
  public let isAligned: Bool

  /// Makes the operator.
  public init(
    height: Int, width: Int, spatialScale: Double = 1, samplingRatio: Int = 0,
    isAligned: Bool = false
  ) {
    self.height = height
    self.width = width
    self.spatialScale = spatialScale
    self.samplingRatio = samplingRatio
    self.isAligned = isAligned
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(4...4, of: 0)
    try operands.requireRank(2...2, of: 1)
    let elementType = try operands.requireSameElementType()
    try operands.requireFloatingPoint(of: 0)
    _ = try operands.require(
      operands[1].shape[1], equals: 5, "a box has 5 numbers, \(operands[1].shape) are given")
    guard height >= 1, width >= 1, samplingRatio >= 0 else {
      throw InferenceFailure(
        .invalidAttribute,
        "boxes of \(height) × \(width) cells with \(samplingRatio) points cannot be sampled")
    }
    let shape: Shape = [
      operands[1].shape[0], operands[0].shape[1], .fixed(height), .fixed(width),
    ]
    return [TensorType(elementType, shape)]
  }
}
