/// Maps integers to the real numbers that they stand for: `y = (x − zeroPoint) · scale`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, i8, u8 or i32 |
/// | scale | `[]`, or `[size of axis]`; the result's type |
/// | zeroPoint | as scale, x's type |
/// | y | x's |
///
/// | attribute | meaning |
/// |---|---|
/// | axis | the axis along which scales differ, or nothing for one of all |
///
/// PyTorch `aten::dequantize`; MindSpore `ops.Dequantize`; ONNX `DequantizeLinear`; GE `AscendDequant`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html>.
public struct DequantizeLinear: Operator {
  public static let definition = OperatorDefinition(
    "DequantizeLinear", .conversion, summary: "y = (x − zeroPoint) · scale",
    operands: [.required("x"), .required("scale"), .required("zeroPoint")],
    spellings: [
      .pyTorch("aten::dequantize"), .mindSpore("ops.Dequantize"), .onnx("DequantizeLinear"),
      .graphEngine("AscendDequant", "Dequantize"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html")

  public static let examples = [
    OperatorExample(
      DequantizeLinear(),
      [
        TensorType(.uint8, [.symbol("batch"), 4]), TensorType(.float32, []), TensorType(.uint8, []),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      DequantizeLinear(axis: 0),
      [TensorType(.int8, [4, 3]), TensorType(.float32, [4]), TensorType(.int8, [4])],
      gives: [TensorType(.float32, [4, 3])]),
  ]

  /// The axis along which scales differ; nothing for one of all.
  public let axis: Int?

  /// Makes the operator.
  public init(axis: Int? = nil) { self.axis = axis }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "i8, u8 or i32") {
      $0 == .int8 || $0 == .uint8 || $0 == .int32
    }
    try operands.requireFloatingPoint(of: 1)
    try operands.requireSameElementType([0, 2])
    try operands.requireScale(axis: axis, of: operands[0].shape)
    return [TensorType(operands[1].elementType, operands[0].shape)]
  }
}
