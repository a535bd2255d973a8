/// Numbers at equal distances that are known only when the model runs: `y[i] = start + i · step`,
/// without `limit`.
///
/// | operand or result | shape |
/// |---|---|
/// | start, limit, step | `[]`, one element type |
/// | y | `[size]` |
///
/// | attribute | meaning |
/// |---|---|
/// | size | what is known of the number of elements |
///
/// PyTorch `aten::arange`; MindSpore `Range`; ONNX `Range`; GE `Range`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Range.html>.
public struct DynamicRange: Operator {
  public static let definition = OperatorDefinition(
    "DynamicRange", .constant, summary: "y[i] = start + i·step, without limit",
    operands: [.required("start"), .required("limit"), .required("step")],
    spellings: [
      .pyTorch("aten::arange"), .mindSpore("Range"), .onnx("Range-11"), .graphEngine("Range"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Range.html")

  public static let examples = [
    OperatorExample(
      DynamicRange(),
      [TensorType(.int64, []), TensorType(.int64, []), TensorType(.int64, [])],
      gives: [TensorType(.int64, [.unknown])])
  ]

  /// What is known of the number of elements.
  public let size: Dimension

  /// Makes the operator.
  public init(size: Dimension = .unknown) { self.size = size }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let elementType = try operands.requireSameElementType()
    for index in 0..<3 {
      try operands.requireRank(0...0, of: index)
      try operands.requireElementType(of: index, "real numeric") { $0.isNumeric && !$0.isComplex }
    }
    try requireStatedShape([size])
    return [TensorType(elementType, [size])]
  }
}
