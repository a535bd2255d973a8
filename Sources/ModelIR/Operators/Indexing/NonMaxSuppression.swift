/// The places of the boxes that overlap no box of a higher score much: by falling score, a box is kept
/// unless `intersection / union > iouThreshold` with one that is kept already.
///
/// | operand or result | shape |
/// |---|---|
/// | boxes | `[N, 4]`, floating point: two opposite corners x, y, x, y |
/// | scores | `[N]`, the boxes' type |
/// | y | `[?]`, i64: places of the kept boxes by falling score |
///
/// | attribute | range |
/// |---|---|
/// | iouThreshold | 0 to 1 |
///
/// PyTorch `torchvision::nms`; MindSpore `NMSWithMask`; ONNX `NonMaxSuppression`, which adds a batch
/// and classes; GE `NonMaxSuppressionV6`. Defined at
/// <https://docs.pytorch.org/vision/stable/generated/torchvision.ops.nms.html>.
public struct NonMaxSuppression: Operator {
  public static let definition = OperatorDefinition(
    "NonMaxSuppression", .indexing, summary: "y = the boxes that overlap no better box much",
    operands: [.required("boxes"), .required("scores")],
    spellings: [
      .pyTorch("torchvision::nms"), .mindSpore("NMSWithMask"), .onnx("NonMaxSuppression-10"),
      .graphEngine("NonMaxSuppressionV6"),
    ],
    specification: "https://docs.pytorch.org/vision/stable/generated/torchvision.ops.nms.html")

  public static let examples = [
    OperatorExample(
      NonMaxSuppression(iouThreshold: 0.5),
      [TensorType(.float32, [.symbol("n") * 8, 4]), TensorType(.float32, [.symbol("n") * 8])],
      gives: [TensorType(.int64, [.unknown])])
  ]

  /// The overlap above which the box with the lower score goes.
  public let iouThreshold: Double

  /// Makes the operator.
  public init(iouThreshold: Double) { self.iouThreshold = iouThreshold }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(2...2, of: 0)
    try operands.requireSameElementType()
    try operands.requireFloatingPoint(of: 0)
    _ = try operands.require(
      operands[0].shape[1], equals: 4, "a box has 4 numbers, \(operands[0].shape) are given")
    try operands.requireVector(1, of: operands[0].shape[0], "boxes")
    return [TensorType(.int64, [.unknown])]
  }
}
