/// The mean of each channel: `y[n, c] = mean x[n, c, …]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, D1 … Dn]`, at least 1 spatial axis |
/// | y | `[N, C, 1 … 1]` |
///
/// Flux `GlobalMeanPool`; PyTorch `aten::adaptive_avg_pool2d` to size 1; ONNX `GlobalAveragePool`; GE
/// `GlobalAveragePool`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__GlobalAveragePool.html>.
public struct GlobalAveragePool: GlobalPool {
  public static let definition = OperatorDefinition(
    "GlobalAveragePool", .pooling, summary: "y[n,c,1…] = mean x[n,c,…]", operands: [.required("x")],
    spellings: [
      .flux("GlobalMeanPool"), .pyTorch("aten::adaptive_avg_pool2d (size 1)"),
      .mindSpore("ReduceMean (keep_dims)"), .onnx("GlobalAveragePool"),
      .graphEngine("GlobalAveragePool"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__GlobalAveragePool.html")

  public static let examples = [
    OperatorExample(
      GlobalAveragePool(), [TensorType(.float32, [.symbol("batch"), 8, 7, .symbol("width")])],
      gives: [TensorType(.float32, [.symbol("batch"), 8, 1, 1])])
  ]

  /// Makes the operator.
  public init() {}
}
