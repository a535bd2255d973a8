/// Averages values by how well keys fit queries: `y = softmax(scale · query · keyᵀ + mask) · value`.
///
/// | operand or result | shape |
/// |---|---|
/// | query | `[…, L, d]` |
/// | key | `[…, S, d]` |
/// | value | `[…, S, dv]` |
/// | mask, optional | stretches to `[…, L, S]`; bool (true takes part) or added to the scores |
/// | y | `[…, L, dv]`, the other axes broadcast |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | scale | any number, or nothing for 1 / √d | 1 / √d |
/// | isCausal | whether position i sees keys up to i only | false |
///
/// The softmax runs over S. A query whose bool mask leaves it no key gives 0. A causal mask counts both
/// axes from 0, also where L and S differ. Flux `NNlib.dot_product_attention`; PyTorch
/// `aten::scaled_dot_product_attention`; MindSpore `ops.scaled_dot_product_attention`,
/// `FlashAttentionScore`; ONNX `Attention-23`, below it `MatMul` and `Softmax`; GE
/// `FlashAttentionScore`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html>.
public struct ScaledDotProductAttention: Operator {
  public static let definition = OperatorDefinition(
    "ScaledDotProductAttention", .attention,
    summary: "y = softmax(scale·query·keyᵀ + mask)·value",
    operands: [.required("query"), .required("key"), .required("value"), .optional("mask")],
    spellings: [
      .flux("NNlib.dot_product_attention"), .pyTorch("aten::scaled_dot_product_attention"),
      .mindSpore("ops.scaled_dot_product_attention", "FlashAttentionScore"),
      .onnx("Attention-23"), .graphEngine("FlashAttentionScore"),
    ],
    specification: """
      https://docs.pytorch.org/docs/stable/generated/\
      torch.nn.functional.scaled_dot_product_attention.html
      """)

  public static let examples = [
    OperatorExample(
      ScaledDotProductAttention(),
      [
        TensorType(.float32, [.symbol("batch"), 8, .symbol("length"), 64]),
        TensorType(.float32, [.symbol("batch"), 8, 77, 64]),
        TensorType(.float32, [.symbol("batch"), 8, 77, 32]),
        TensorType(.bool, [.symbol("length"), 77]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 8, .symbol("length"), 32])])
  ]

  /// The factor of the scores, or nothing for one over the root of the query's size.
  public let scale: Double?
  /// Whether a position sees no later key.
  public let isCausal: Bool

  /// Makes the operator.
  public init(scale: Double? = nil, isCausal: Bool = false) {
    self.scale = scale
    self.isCausal = isCausal
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let elementType = try operands.requireSameElementType([0, 1, 2])
    try operands.requireElementType(of: 0, "floating-point") { $0.isFloatingPoint }
    for index in 0...2 { try operands.requireRank(2...Int.max, of: index) }
    let query = operands[0].shape.dimensions
    let key = operands[1].shape.dimensions
    let value = operands[2].shape.dimensions
    _ = try operands.require(
      key[key.count - 1], equals: query[query.count - 1],
      "a query has \(query[query.count - 1]) features, a key has \(key[key.count - 1])")
    let keyCount = try operands.require(
      value[value.count - 2], equals: key[key.count - 2],
      "there are \(key[key.count - 2]) keys and \(value[value.count - 2]) values")
    let batch = try Shape.broadcast(
      [query, key, value].map { Shape(Array($0.dropLast(2))) })
    if let mask = operands.optional(3) {
      if mask.elementType != .bool { try operands.requireSameElementType([0, 3]) }
      let scores = Shape(batch.dimensions + [query[query.count - 2], keyCount])
      guard mask.shape.stretches(to: scores) else {
        throw InferenceFailure(
          .shapeMismatch, "the mask \(mask.shape) does not stretch to the scores \(scores)")
      }
    }
    let last = [query[query.count - 2], value[value.count - 1]]
    return [TensorType(elementType, Shape(batch.dimensions + last))]
  }
}
