/// The rectifier with a learned slope: `y = x` for `x ≥ 0`, else `slope · x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, real numeric elements |
/// | slope | any that stretches to x's shape |
///
/// Shapes are aligned at the last axis: a slope per channel of `[N, C, H, W]` has the shape
/// `[C, 1, 1]`. PyTorch `aten::prelu`, `aten::_prelu_kernel`, `nn.PReLU`; MindSpore `PReLU`; ONNX
/// `PRelu`, from opset 7 with broadcasting; GE `PRelu`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__PRelu.html>.
public struct PRelu: Operator {
  public static let definition = OperatorDefinition(
    "PRelu", .activation, summary: "y = x for x ≥ 0, slope·x below",
    operands: [.required("x"), .required("slope")],
    spellings: [
      .pyTorch("aten::prelu", "aten::_prelu_kernel", "nn.PReLU"), .mindSpore("PReLU"),
      .onnx("PRelu"), .graphEngine("PRelu"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__PRelu.html")

  public static let examples = [
    OperatorExample(
      PRelu(),
      [
        TensorType(.float32, [.symbol("batch"), 3, .symbol("height"), 8]),
        TensorType(.float32, [3, 1, 1]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 3, .symbol("height"), 8])])
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireSameElementType()
    try operands.requireElementType(of: 0, "real numeric") { $0.isNumeric && !$0.isComplex }
    guard operands[1].shape.stretches(to: operands[0].shape) else {
      throw InferenceFailure(
        .shapeMismatch,
        "the slope \(operands[1].shape) does not stretch to the input \(operands[0].shape)")
    }
    return [operands[0]]
  }
}
