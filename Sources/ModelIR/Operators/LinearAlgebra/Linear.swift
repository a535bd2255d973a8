/// A dense layer over the last axis: `y = x · weight + bias`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[…, in]` |
/// | weight | `[in, out]` |
/// | bias, optional | `[out]` |
/// | y | `[…, out]` |
///
/// Flux's and PyTorch's weights are stored `[out, in]` in their own order of axes; Flux's column-major
/// array is `[in, out]` here without a copy, PyTorch's is a transposed view. Flux `Dense`; PyTorch
/// `aten::linear`, `nn.Linear`; MindSpore `Dense`; ONNX `Gemm`, `MatMul` and `Add`; GE `MatMulV2`,
/// `FullyConnection`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html>.
public struct Linear: Operator {
  public static let definition = OperatorDefinition(
    "Linear", .linearAlgebra, summary: "y = x·weight + bias over the last axis",
    operands: [.required("x"), .required("weight"), .optional("bias")],
    spellings: [
      .flux("Dense"), .pyTorch("aten::linear", "aten::addmm", "nn.Linear"),
      .mindSpore("nn.Dense"), .onnx("Gemm", "MatMul + Add"),
      .graphEngine("MatMulV2", "FullyConnection"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html")

  public static let examples = [
    OperatorExample(
      Linear(),
      [
        TensorType(.float32, [.symbol("batch"), 10]), TensorType(.float32, [10, 5]),
        TensorType(.float32, [5]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 5])]),
    OperatorExample(
      Linear(), [TensorType(.float16, [2, .symbol("time"), 4]), TensorType(.float16, [4, 8])],
      gives: [TensorType(.float16, [2, .symbol("time"), 8])]),
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let elementType = try operands.requireSameElementType()
    try operands.requireRank(1...Int.max, of: 0)
    try operands.requireRank(2...2, of: 1)
    let x = operands[0].shape
    let weight = operands[1].shape
    _ = try operands.require(
      x[x.rank - 1], equals: weight[0],
      "the input has \(x[x.rank - 1]) features, this layer takes \(weight[0])")
    try operands.requireVector(2, of: weight[1], "output features")
    return [TensorType(elementType, Shape(x.dimensions.dropLast() + [weight[1]]))]
  }
}
