/// The elements along an axis in order and where they were: `values = sort(x)`,
/// `values[i] = x[indices[i]]`; equal elements keep their order.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any with at least one axis, real numeric elements |
/// | values | as x |
/// | indices | as x, int64 elements, 0-based |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x, 0-based | the last |
/// | isDescending | whether the largest element comes first | false |
///
/// Flux `sort`; PyTorch `aten::sort`; MindSpore `Sort`; ONNX `TopK` of everything; GE `Sort`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.sort.html>.
public struct Sort: Operator {
  public static let definition = OperatorDefinition(
    "Sort", .reduction, summary: "values = x in order along one axis, values[i] = x[indices[i]]",
    operands: [.required("x")], results: ["values", "indices"],
    spellings: [
      .flux("sort"), .pyTorch("aten::sort", "aten::argsort"), .mindSpore("Sort"), .onnx("TopK"),
      .graphEngine("Sort"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.sort.html")

  public static let examples = [
    OperatorExample(
      Sort(axis: 1), [TensorType(.float32, [2, .symbol("time")])],
      gives: [
        TensorType(.float32, [2, .symbol("time")]), TensorType(.int64, [2, .symbol("time")]),
      ])
  ]

  /// The axis along which elements are ordered.
  public let axis: Int
  /// Whether the largest element comes first.
  public let isDescending: Bool

  /// Makes the operator.
  public init(axis: Int, isDescending: Bool = false) {
    self.axis = axis
    self.isDescending = isDescending
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "real numeric") { $0.isNumeric && !$0.isComplex }
    try requireAxis(axis, rank: operands[0].rank)
    return [operands[0], TensorType(.int64, operands[0].shape)]
  }
}
