/// Looks up a row for each index: `y[i…] = weight[indices[i…]]`.
///
/// | operand or result | shape |
/// |---|---|
/// | weight | `[vocabulary, features]` |
/// | indices | any, i32 or i64; 0-based |
/// | y | the indices' and then `features` |
///
/// Flux `Embedding` (1-based); PyTorch `aten::embedding`; MindSpore `nn.Embedding`, `EmbeddingLookup`;
/// ONNX `Gather`; GE `GatherV2`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html>.
public struct Embedding: Operator {
  public static let definition = OperatorDefinition(
    "Embedding", .indexing, summary: "y[i…] = weight[indices[i…]]",
    operands: [.required("weight"), .required("indices")],
    spellings: [
      .flux("Embedding"), .pyTorch("aten::embedding", "nn.Embedding"),
      .mindSpore("nn.Embedding", "EmbeddingLookup"), .onnx("Gather"), .graphEngine("GatherV2"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html")

  public static let examples = [
    OperatorExample(
      Embedding(),
      [
        TensorType(.float32, [1000, 64]),
        TensorType(.int64, [.symbol("batch"), .symbol("time")]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), .symbol("time"), 64])])
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireIndices(of: 1)
    try operands.requireRank(2...2, of: 0)
    let features = operands[0].shape[1]
    return [
      TensorType(operands[0].elementType, Shape(operands[1].shape.dimensions + [features]))
    ]
  }
}
