/// A bilinear form of two inputs: `y[n, o] = Σ x[n, i] · weight[o, i, j] · y[n, j] + bias[o]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, in1]` |
/// | y | `[N, in2]` |
/// | weight | `[out, in1, in2]` |
/// | bias, optional | `[out]` |
/// | z | `[N, out]` |
///
/// Flux `Bilinear`; PyTorch `aten::bilinear`; MindSpore `nn.BiDense`; ONNX `Einsum`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html>.
public struct Bilinear: Operator {
  public static let definition = OperatorDefinition(
    "Bilinear", .linearAlgebra, summary: "z[n,o] = Σ x[n,i]·weight[o,i,j]·y[n,j] + bias[o]",
    operands: [.required("x"), .required("y"), .required("weight"), .optional("bias")],
    results: ["z"],
    spellings: [
      .flux("Bilinear"), .pyTorch("aten::bilinear", "nn.Bilinear"), .mindSpore("nn.BiDense"),
      .onnx("Einsum-12"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html")

  public static let examples = [
    OperatorExample(
      Bilinear(),
      [
        TensorType(.float32, [.symbol("batch"), 3]), TensorType(.float32, [.symbol("batch"), 4]),
        TensorType(.float32, [5, 3, 4]), TensorType(.float32, [5]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 5])])
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let elementType = try operands.requireSameElementType()
    try operands.requireRank(2...2, of: 0)
    try operands.requireRank(2...2, of: 1)
    try operands.requireRank(3...3, of: 2)
    let x = operands[0].shape
    let y = operands[1].shape
    let weight = operands[2].shape
    let batch = try operands.require(
      y[0], equals: x[0],
      "the first input has \(x[0]) samples, the second has \(y[0])")
    for (ordinal, found, expected) in [("first", x[1], weight[1]), ("second", y[1], weight[2])] {
      _ = try operands.require(
        found, equals: expected,
        "the \(ordinal) input has \(found) features, this layer takes \(expected)")
    }
    try operands.requireVector(3, of: weight[0], "output features")
    return [TensorType(elementType, [batch, weight[0]])]
  }
}
