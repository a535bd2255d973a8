/// Moves blocks of channels into the plane: b² channels of one position become b × b positions of one.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, H, W]` |
/// | y | `[N, C / b², H·b, W·b]` |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | blockSize | b, at least 1 | |
/// | mode | whether the block's place is the channel's outer (depth-column-row) or inner (column-row-depth) part | DCR (ONNX), CRD (Flux, PyTorch) |
///
/// Flux `PixelShuffle`; PyTorch `aten::pixel_shuffle`; MindSpore `DepthToSpace`; ONNX `DepthToSpace`;
/// GE `DepthToSpace`. Defined at <https://onnx.ai/onnx/operators/onnx__DepthToSpace.html>.
public struct DepthToSpace: Operator {
  /// How a channel's number splits into the block's row and column and the remaining depth.
  public enum Mode: Hashable, Sendable {
    /// `(row, column, depth)`, depth innermost; ONNX's DCR.
    case depthColumnRow
    /// `(depth, row, column)`, depth outermost; ONNX's CRD.
    case columnRowDepth
  }

  public static let definition = OperatorDefinition(
    "DepthToSpace", .shape, summary: "b² channels of one position become b × b positions",
    operands: [.required("x")],
    spellings: [
      .flux("PixelShuffle"), .pyTorch("aten::pixel_shuffle"), .mindSpore("DepthToSpace"),
      .onnx("DepthToSpace"), .graphEngine("DepthToSpace"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__DepthToSpace.html")

  public static let examples = [
    OperatorExample(
      DepthToSpace(blockSize: 2, mode: .columnRowDepth),
      [TensorType(.float32, [.symbol("batch"), 12, 4, .symbol("width")])],
      gives: [TensorType(.float32, [.symbol("batch"), 3, 8, .symbol("width") * 2])])
  ]

  /// The block's height and width.
  public let blockSize: Int
  /// How channels are numbered.
  public let mode: Mode

  /// Makes the operator.
  public init(blockSize: Int, mode: Mode) {
    self.blockSize = blockSize
    self.mode = mode
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(4...4, of: 0)
    let x = operands[0].shape
    try requireBlockSize(blockSize)
    guard let depth = x[1].exactlyDivided(by: .fixed(blockSize * blockSize)) else {
      throw InferenceFailure(
        .shapeMismatch,
        "the input has \(x[1]) channels, they do not divide into blocks of \(blockSize) × \(blockSize)"
      )
    }
    return [
      TensorType(
        operands[0].elementType, [x[0], depth, x[2] * blockSize, x[3] * blockSize])
    ]
  }
}

/// Checks the size of a block that moves between channels and the plane.
///
/// - Throws: an invalid-attribute failure.
func requireBlockSize(_ blockSize: Int) throws(InferenceFailure) {
  guard (1...Int(Int16.max)).contains(blockSize) else {
    throw InferenceFailure(
      .invalidAttribute, "the block size is \(blockSize), 1 to \(Int16.max) is needed")
  }
}
