/// The different elements in order, where each element's own is among them, and how often each occurs:
/// `values[inverse[i]] = x[i]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, real numeric elements |
/// | values | `[?]`, or with an axis x's with `?` there |
/// | inverse | `[number of elements]`, or with an axis `[its size]`, i64 |
/// | counts | `[?]`, i64 |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | axis | the axis along which slices are compared, or nothing for single elements | nothing |
///
/// PyTorch `aten::_unique2`, `aten::unique_dim`; MindSpore `Unique`; ONNX `Unique`; GE
/// `UniqueWithCounts`. Defined at <https://onnx.ai/onnx/operators/onnx__Unique.html>.
public struct Unique: Operator {
  public static let definition = OperatorDefinition(
    "Unique", .indexing, summary: "values = the different elements in order",
    operands: [.required("x")], results: ["values", "inverse", "counts"],
    spellings: [
      .pyTorch("aten::_unique2", "aten::unique_dim"), .mindSpore("Unique"), .onnx("Unique-11"),
      .graphEngine("UniqueWithCounts"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Unique.html")

  public static let examples = [
    OperatorExample(
      Unique(), [TensorType(.int64, [.symbol("batch"), 6])],
      gives: [
        TensorType(.int64, [.unknown]), TensorType(.int64, [.symbol("batch") * 6]),
        TensorType(.int64, [.unknown]),
      ])
  ]

  /// The axis along which slices are compared; nothing for single elements.
  public let axis: Int?

  /// Makes the operator.
  public init(axis: Int? = nil) { self.axis = axis }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "real numeric") { $0.isNumeric && !$0.isComplex }
    var values = operands[0]
    var count = values.shape.elementCount
    if let axis {
      try requireAxis(axis, rank: values.rank)
      count = values.shape[axis]
      values.shape[axis] = .unknown
    } else {
      values.shape = [.unknown]
    }
    return [values, TensorType(.int64, [count]), TensorType(.int64, [.unknown])]
  }
}
