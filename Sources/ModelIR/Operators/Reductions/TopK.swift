/// The largest or smallest elements along an axis and where they are:
/// `values = the first count of x sorted, values[i] = x[indices[i]]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any with at least one axis, real numeric elements |
/// | values | as x, the axis of size count |
/// | indices | as values, int64 elements, 0-based |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | count | 0 to the size of the axis | none |
/// | axis | an axis of x, 0-based | the last |
/// | isLargest | the largest elements, else the smallest | true |
/// | isSorted | whether the results are in order, else in any | true |
///
/// Flux `partialsort`; PyTorch `aten::topk`; MindSpore `TopK`; ONNX `TopK`, from opset 10 with the count
/// as an operand, from 11 with order and side; GE `TopK`, `TopKD`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__TopK.html>.
public struct TopK: Operator {
  public static let definition = OperatorDefinition(
    "TopK", .reduction, summary: "values = the first count of x sorted, values[i] = x[indices[i]]",
    operands: [.required("x")], results: ["values", "indices"],
    spellings: [
      .flux("partialsort"), .pyTorch("aten::topk"), .mindSpore("TopK"), .onnx("TopK"),
      .graphEngine("TopK", "TopKD"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__TopK.html")

  public static let examples = [
    OperatorExample(
      TopK(count: 5, axis: 1), [TensorType(.float32, [.symbol("batch"), 10])],
      gives: [
        TensorType(.float32, [.symbol("batch"), 5]), TensorType(.int64, [.symbol("batch"), 5]),
      ])
  ]

  /// How many elements are taken.
  public let count: Int
  /// The axis along which elements are compared.
  public let axis: Int
  /// Whether the largest elements are taken, else the smallest.
  public let isLargest: Bool
  /// Whether the results are in order.
  public let isSorted: Bool

  /// Makes the operator.
  public init(count: Int, axis: Int, isLargest: Bool = true, isSorted: Bool = true) {
    self.count = count
    self.axis = axis
    self.isLargest = isLargest
    self.isSorted = isSorted
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "real numeric") { $0.isNumeric && !$0.isComplex }
    var values = operands[0]
    try requireAxis(axis, rank: values.rank)
    guard count >= 0, count <= values.shape[axis].size ?? .max else {
      throw InferenceFailure(
        .invalidAttribute,
        "the count \(count) is outside axis \(axis) of \(values.shape), which it is taken from")
    }
    values.shape[axis] = .fixed(count)
    return [values, TensorType(.int64, values.shape)]
  }
}
