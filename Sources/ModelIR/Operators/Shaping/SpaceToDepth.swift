/// Moves blocks of the plane into channels: b × b positions become b² channels of one, the block's row
/// outermost, then its column, then the old channel.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, H, W]`, H and W multiples of b |
/// | y | `[N, C·b², H / b, W / b]` |
///
/// | attribute | range |
/// |---|---|
/// | blockSize | b, at least 1 |
///
/// PyTorch's `aten::pixel_unshuffle` numbers channels the other way. MindSpore `SpaceToDepth`; ONNX
/// `SpaceToDepth`; GE `SpaceToDepth`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__SpaceToDepth.html>.
public struct SpaceToDepth: Operator {
  public static let definition = OperatorDefinition(
    "SpaceToDepth", .shape, summary: "b × b positions become b² channels of one",
    operands: [.required("x")],
    spellings: [
      .mindSpore("SpaceToDepth"), .onnx("SpaceToDepth"), .graphEngine("SpaceToDepth"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__SpaceToDepth.html")

  public static let examples = [
    OperatorExample(
      SpaceToDepth(blockSize: 2),
      [TensorType(.float32, [.symbol("batch"), 3, 8, 6])],
      gives: [TensorType(.float32, [.symbol("batch"), 12, 4, 3])])
  ]

  /// The block's height and width.
  public let blockSize: Int

  /// Makes the operator.
  public init(blockSize: Int) { self.blockSize = blockSize }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(4...4, of: 0)
    let x = operands[0].shape
    try requireBlockSize(blockSize)
    guard let height = x[2].exactlyDivided(by: .fixed(blockSize)),
      let width = x[3].exactlyDivided(by: .fixed(blockSize))
    else {
      throw InferenceFailure(
        .shapeMismatch,
        "a plane of \(x[2]) × \(x[3]) does not divide into blocks of \(blockSize) × \(blockSize)")
    }
    return [
      TensorType(
        operands[0].elementType, [x[0], x[1] * (blockSize * blockSize), height, width])
    ]
  }
}
