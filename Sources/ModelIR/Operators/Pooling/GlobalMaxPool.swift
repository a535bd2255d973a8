/// The greatest element of each channel: `y[n, c] = max x[n, c, …]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, D1 … Dn]`, at least 1 spatial axis |
/// | y | `[N, C, 1 … 1]` |
///
/// Flux `GlobalMaxPool`; PyTorch `aten::adaptive_max_pool2d` to size 1; ONNX `GlobalMaxPool`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__GlobalMaxPool.html>.
public struct GlobalMaxPool: GlobalPool {
  public static let definition = OperatorDefinition(
    "GlobalMaxPool", .pooling, summary: "y[n,c,1…] = max x[n,c,…]", operands: [.required("x")],
    spellings: [
      .flux("GlobalMaxPool"), .pyTorch("aten::adaptive_max_pool2d (size 1)"),
      .mindSpore("ReduceMax (keep_dims)"), .onnx("GlobalMaxPool"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__GlobalMaxPool.html")

  public static let examples = [
    OperatorExample(
      GlobalMaxPool(), [TensorType(.float32, [.symbol("batch"), 8, 7, .symbol("width")])],
      gives: [TensorType(.float32, [.symbol("batch"), 8, 1, 1])])
  ]

  /// Makes the operator.
  public init() {}
}
