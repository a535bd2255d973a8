/// The sizes of an operand's axes as a tensor.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | y | `[end − start]`, i64 |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | start | the first axis, 0 to the rank | 0 |
/// | end | the first axis that is left out, from start to the rank; nothing is the rank | the rank |
///
/// Flux `size`; PyTorch `aten::size`; MindSpore `Shape`, `TensorShape`; ONNX `Shape`; GE `Shape`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__Shape.html>.
public struct ShapeOf: Operator {
  public static let definition = OperatorDefinition(
    "ShapeOf", .constant, summary: "y = the sizes of x's axes", operands: [.required("x")],
    spellings: [
      .flux("size"), .pyTorch("aten::size", "aten::sym_size"),
      .mindSpore("Shape", "TensorShape"), .onnx("Shape"), .graphEngine("Shape"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Shape.html")

  public static let examples = [
    OperatorExample(
      ShapeOf(start: 1), [TensorType(.float32, [.symbol("batch"), 3, 8])],
      gives: [TensorType(.int64, [2])])
  ]

  /// The first axis.
  public let start: Int
  /// The first axis that is left out.
  public let end: Int?

  /// Makes the operator.
  public init(start: Int = 0, end: Int? = nil) {
    self.start = start
    self.end = end
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let rank = operands[0].rank
    let end = self.end ?? rank
    guard start >= 0, start <= end, end <= rank else {
      throw InferenceFailure(
        .invalidAttribute, "axes \(start) to \(end) are outside a tensor of \(rank) axes")
    }
    return [TensorType(.int64, [.fixed(end - start)])]
  }
}
