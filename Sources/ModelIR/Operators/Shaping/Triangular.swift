/// Keeps the upper or lower triangle of the last two axes and sets the rest to 0: upper is
/// `y[i, j] = x[i, j]` where `j ≥ i + diagonal`, lower where `j ≤ i + diagonal`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | `[…, rows, columns]` |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | isUpper | which triangle is kept | upper (ONNX) |
/// | diagonal | the diagonal at its edge: 0 the main one, above it positive | 0 |
///
/// Flux `triu`, `tril`; PyTorch `aten::triu`, `aten::tril`; MindSpore `Triu`, `Tril`; ONNX `Trilu`; GE
/// `Triu`, `Tril`. Defined at <https://onnx.ai/onnx/operators/onnx__Trilu.html>.
public struct Triangular: Operator {
  public static let definition = OperatorDefinition(
    "Triangular", .shape, summary: "y = one triangle of the last two axes, 0 elsewhere",
    operands: [.required("x")],
    spellings: [
      .flux("triu", "tril"), .pyTorch("aten::triu", "aten::tril"), .mindSpore("Triu", "Tril"),
      .onnx("Trilu-14"), .graphEngine("Triu", "Tril"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Trilu.html")

  public static let examples = [
    OperatorExample(
      Triangular(isUpper: true, diagonal: 1),
      [TensorType(.float32, [.symbol("time"), .symbol("time")])],
      gives: [TensorType(.float32, [.symbol("time"), .symbol("time")])])
  ]

  /// Whether the upper triangle is kept.
  public let isUpper: Bool
  /// The diagonal at the triangle's edge.
  public let diagonal: Int

  /// Makes the operator.
  public init(isUpper: Bool, diagonal: Int = 0) {
    self.isUpper = isUpper
    self.diagonal = diagonal
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(2...Int.max, of: 0)
    return [operands[0]]
  }
}
