/// Maps real numbers to integers by a scale: `y = saturate(round(x / scale) + zeroPoint)`, halves to even.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, floating point |
/// | scale | `[]`, or `[size of axis]`; x's type |
/// | zeroPoint | as scale, i8 or u8, the result's type |
/// | y | x's |
///
/// | attribute | meaning |
/// |---|---|
/// | axis | the axis along which scales differ, or nothing for one of all |
///
/// PyTorch `aten::quantize_per_tensor`, `aten::quantize_per_channel`; MindSpore `FakeQuantPerLayer`;
/// ONNX `QuantizeLinear`; GE `AscendQuant`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html>.
public struct QuantizeLinear: Operator {
  public static let definition = OperatorDefinition(
    "QuantizeLinear", .conversion, summary: "y = saturate(round(x / scale) + zeroPoint)",
    operands: [.required("x"), .required("scale"), .required("zeroPoint")],
    spellings: [
      .pyTorch("aten::quantize_per_tensor", "aten::quantize_per_channel"),
      .mindSpore("FakeQuantPerLayer", "FakeQuantPerChannel"), .onnx("QuantizeLinear"),
      .graphEngine("AscendQuant", "Quantize"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html")

  public static let examples = [
    OperatorExample(
      QuantizeLinear(),
      [
        TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, []),
        TensorType(.uint8, []),
      ],
      gives: [TensorType(.uint8, [.symbol("batch"), 4])]),
    OperatorExample(
      QuantizeLinear(axis: 1),
      [
        TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4]),
        TensorType(.int8, [4]),
      ],
      gives: [TensorType(.int8, [.symbol("batch"), 4])]),
  ]

  /// The axis along which scales differ; nothing for one of all.
  public let axis: Int?

  /// Makes the operator.
  public init(axis: Int? = nil) { self.axis = axis }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireFloatingPoint(of: 0)
    try operands.requireSameElementType([0, 1])
    try operands.requireElementType(of: 2, "i8 or u8") { $0 == .int8 || $0 == .uint8 }
    try operands.requireScale(axis: axis, of: operands[0].shape)
    return [TensorType(operands[2].elementType, operands[0].shape)]
  }
}

extension OperandTypes {
  /// Checks that the operands 1 and 2 are numbers, or vectors along an axis.
  func requireScale(axis: Int?, of shape: Shape) throws(InferenceFailure) {
    if let axis { try requireAxis(axis, rank: shape.rank) }
    for index in 1..<count {
      if let axis {
        try requireVector(index, of: shape[axis], "elements along axis \(axis)")
      } else {
        try requireRank(0...0, of: index)
      }
    }
  }
}
