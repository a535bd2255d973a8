/// Turns each index into an axis with a 1 at it and 0 elsewhere.
///
/// | operand or result | shape |
/// |---|---|
/// | indices | any integers; 0-based |
/// | y | the indices' with `depth` inserted at `axis` |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | depth | the size of the new axis, at least 1 | |
/// | axis | the new axis in the result | last |
/// | elementType | the result's, numeric or bool | i64 (PyTorch), f32 (MindSpore), bool (Flux) |
///
/// Flux `onehotbatch`; PyTorch `aten::one_hot`; MindSpore `OneHot`; ONNX `OneHot`; GE `OneHot`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__OneHot.html>.
public struct OneHot: Operator {
  public static let definition = OperatorDefinition(
    "OneHot", .indexing, summary: "y[…, j, …] = 1 where indices[…] = j, else 0",
    operands: [.required("indices")],
    spellings: [
      .flux("onehot", "onehotbatch"), .pyTorch("aten::one_hot"), .mindSpore("OneHot"),
      .onnx("OneHot-9"), .graphEngine("OneHot"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__OneHot.html")

  public static let examples = [
    OperatorExample(
      OneHot(depth: 10, axis: 1, elementType: .float32), [TensorType(.int64, [.symbol("batch")])],
      gives: [TensorType(.float32, [.symbol("batch"), 10])])
  ]

  /// The size of the new axis.
  public let depth: Int
  /// The new axis in the result.
  public let axis: Int
  /// The result's elements.
  public let elementType: ElementType

  /// Makes the operator.
  public init(depth: Int, axis: Int, elementType: ElementType) {
    self.depth = depth
    self.axis = axis
    self.elementType = elementType
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "integer") { $0.isInteger }
    try requireAxis(axis, rank: operands[0].rank + 1)
    guard depth >= 1 else {
      throw InferenceFailure(.invalidAttribute, "the depth is \(depth), at least 1 is needed")
    }
    var dimensions = operands[0].shape.dimensions
    dimensions.insert(.fixed(depth), at: axis)
    return [TensorType(elementType, Shape(dimensions))]
  }
}
