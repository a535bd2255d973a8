/// Scales exponentials along one axis to the sum 1: `y[i] = exp(x[i]) / Σ exp(x[j])`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any with at least one axis, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x, 0-based | the last (ONNX, MindSpore, GE), the innermost (Flux `dims = 1`) |
///
/// Before opset 13 the ONNX operator flattens every axis from the given one on. Flux `softmax`; PyTorch
/// `aten::softmax`, `aten::_softmax`, `nn.Softmax`; MindSpore `Softmax`; ONNX `Softmax-13`; GE
/// `SoftmaxV2`. Defined at <https://onnx.ai/onnx/operators/onnx__Softmax.html>.
public struct Softmax: Operator {
  public static let definition = OperatorDefinition(
    "Softmax", .activation, summary: "y[i] = exp(x[i]) / Σ exp(x[j]) along one axis",
    operands: [.required("x")],
    spellings: [
      .flux("softmax"), .pyTorch("aten::softmax", "aten::_softmax", "nn.Softmax"),
      .mindSpore("Softmax"), .onnx("Softmax-13"), .graphEngine("SoftmaxV2"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Softmax.html")

  public static let examples = [
    OperatorExample(
      Softmax(axis: 1), [TensorType(.float32, [.symbol("batch"), 10])],
      gives: [TensorType(.float32, [.symbol("batch"), 10])])
  ]

  /// The axis along which the results sum to 1.
  public let axis: Int

  /// Makes the operator.
  public init(axis: Int) { self.axis = axis }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "floating-point") { $0.isFloatingPoint }
    try requireAxis(axis, rank: operands[0].rank)
    return [operands[0]]
  }
}
