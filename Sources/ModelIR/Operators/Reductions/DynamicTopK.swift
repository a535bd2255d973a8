/// As many of the largest or smallest elements along an axis as an operand says, and where they are:
/// `values = the first k of x sorted, values[i] = x[indices[i]]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any with at least one axis, real numeric elements |
/// | k | `[]` or `[1]`, i64, 0 to the size of the axis |
/// | values | as x, the axis of size `count` |
/// | indices | as values, int64 elements, 0-based |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x, 0-based | the last |
/// | isLargest | the largest elements, else the smallest | true |
/// | isSorted | whether the results are in order, else in any | true |
/// | count | what is known of k | |
///
/// PyTorch `aten::topk`; MindSpore `TopK`; ONNX `TopK`; GE `TopK`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__TopK.html>.
public struct DynamicTopK: Operator {
  public static let definition = OperatorDefinition(
    "DynamicTopK", .reduction,
    summary: "values = the first k of x sorted, values[i] = x[indices[i]]",
    operands: [.required("x"), .required("k")], results: ["values", "indices"],
    spellings: [
      .pyTorch("aten::topk"), .mindSpore("TopK"), .onnx("TopK"), .graphEngine("TopK"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__TopK.html")

  public static let examples = [
    OperatorExample(
      DynamicTopK(axis: 1, count: .symbol("n")),
      [TensorType(.float32, [2, 10]), TensorType(.int64, [])],
      gives: [TensorType(.float32, [2, .symbol("n")]), TensorType(.int64, [2, .symbol("n")])])
  ]

  /// The axis along which elements are compared.
  public let axis: Int
  /// Whether the largest elements are taken, else the smallest.
  public let isLargest: Bool
  /// Whether the results are in order.
  public let isSorted: Bool
  /// What is known of the number of elements.
  public let count: Dimension

  /// Makes the operator.
  public init(
    axis: Int, isLargest: Bool = true, isSorted: Bool = true, count: Dimension = .unknown
  ) {
    self.axis = axis
    self.isLargest = isLargest
    self.isSorted = isSorted
    self.count = count
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "real numeric") { $0.isNumeric && !$0.isComplex }
    try operands.requirePosition(1)
    var values = operands[0]
    try requireAxis(axis, rank: values.rank)
    try requireStatedShape([count])
    values.shape[axis] = count
    return [values, TensorType(.int64, values.shape)]
  }
}
