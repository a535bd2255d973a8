/// The logarithm of the softmax along one axis: `y[i] = x[i] − ln Σ exp(x[j])`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any with at least one axis, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x, 0-based | the last (ONNX, MindSpore, GE), the innermost (Flux `dims = 1`) |
///
/// Before opset 13 the ONNX operator flattens every axis from the given one on. Flux `logsoftmax`;
/// PyTorch `aten::log_softmax`, `aten::_log_softmax`, `nn.LogSoftmax`; MindSpore `LogSoftmax`; ONNX
/// `LogSoftmax-13`; GE `LogSoftmaxV2`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__LogSoftmax.html>.
public struct LogSoftmax: Operator {
  public static let definition = OperatorDefinition(
    "LogSoftmax", .activation, summary: "y[i] = x[i] − ln Σ exp(x[j]) along one axis",
    operands: [.required("x")],
    spellings: [
      .flux("logsoftmax"), .pyTorch("aten::log_softmax", "aten::_log_softmax", "nn.LogSoftmax"),
      .mindSpore("LogSoftmax"), .onnx("LogSoftmax-13"), .graphEngine("LogSoftmaxV2"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__LogSoftmax.html")

  public static let examples = [
    OperatorExample(
      LogSoftmax(axis: 1), [TensorType(.float32, [.symbol("batch"), 10])],
      gives: [TensorType(.float32, [.symbol("batch"), 10])])
  ]

  /// The axis along which the exponentials of the results sum to 1.
  public let axis: Int

  /// Makes the operator.
  public init(axis: Int) { self.axis = axis }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "floating-point") { $0.isFloatingPoint }
    try requireAxis(axis, rank: operands[0].rank)
    return [operands[0]]
  }
}
