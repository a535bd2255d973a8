/// The general matrix product of two matrices: `y = alpha · A · B + beta · c`.
///
/// | operand or result | shape |
/// |---|---|
/// | a | `[m, k]`, or `[k, m]` where it is transposed |
/// | b | `[k, n]`, or `[n, k]` where it is transposed |
/// | c, optional | broadcasts to `[m, n]` |
/// | y | `[m, n]` |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | alpha, beta | factors of the product and of c | 1 |
/// | transposesA, transposesB | whether the operand's axes are exchanged first | false |
///
/// PyTorch `aten::addmm`; MindSpore `MatMul` with `transpose_a`, `transpose_b`; ONNX `Gemm`; GE
/// `MatMulV2`. Defined at <https://onnx.ai/onnx/operators/onnx__Gemm.html>.
public struct Gemm: Operator {
  public static let definition = OperatorDefinition(
    "Gemm", .linearAlgebra, summary: "y = alpha·A·B + beta·c of matrices",
    operands: [.required("a"), .required("b"), .optional("c")],
    spellings: [
      .pyTorch("aten::addmm"), .mindSpore("MatMul (transpose_a, transpose_b)"), .onnx("Gemm"),
      .graphEngine("MatMulV2"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Gemm.html")

  public static let examples = [
    OperatorExample(
      Gemm(alpha: 0.5, transposesB: true),
      [
        TensorType(.float32, [.symbol("batch"), 3]), TensorType(.float32, [4, 3]),
        TensorType(.float32, [4]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The factor of the product.
  public let alpha: Double
  /// The factor of c.
  public let beta: Double
  /// Whether a's axes are exchanged first.
  public let transposesA: Bool
  /// Whether b's axes are exchanged first.
  public let transposesB: Bool

  /// Makes the operator.
  public init(
    alpha: Double = 1, beta: Double = 1, transposesA: Bool = false, transposesB: Bool = false
  ) {
    self.alpha = alpha
    self.beta = beta
    self.transposesA = transposesA
    self.transposesB = transposesB
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let elementType = try operands.requireSameElementType()
    try operands.requireRank(2...2, of: 0)
    try operands.requireRank(2...2, of: 1)
    let a = operands[0].shape
    let b = operands[1].shape
    let (rows, inner) = transposesA ? (a[1], a[0]) : (a[0], a[1])
    let (expected, columns) = transposesB ? (b[1], b[0]) : (b[0], b[1])
    _ = try operands.require(
      inner, equals: expected, "the input has \(inner) features, this layer takes \(expected)")
    let product: Shape = [rows, columns]
    if let c = operands.optional(2)?.shape {
      try operands.requireRank(0...2, of: 2)
      for (size, target) in zip(c.dimensions.reversed(), product.dimensions.reversed())
      where size.size != 1 {
        _ = try operands.require(
          size, equals: target, "the addend \(c) does not broadcast to the product \(product)")
      }
    }
    return [TensorType(elementType, product)]
  }
}
