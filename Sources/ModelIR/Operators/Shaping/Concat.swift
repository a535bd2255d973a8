/// Joins tensors along an axis.
///
/// | operand or result | shape |
/// |---|---|
/// | operands, one or more | equal but for `axis` |
/// | y | theirs; `axis` has the sum |
///
/// | attribute | range |
/// |---|---|
/// | axis | an axis of the operands |
///
/// Flux `cat`, `hcat`, `vcat`, `SkipConnection`; PyTorch `aten::cat`; MindSpore `Concat`; ONNX
/// `Concat`; GE `ConcatD`. Defined at <https://onnx.ai/onnx/operators/onnx__Concat.html>.
public struct Concat: Operator {
  public static let definition = OperatorDefinition(
    "Concat", .shape, summary: "y = the operands one after the other along an axis",
    operands: [.variadic("operands")],
    spellings: [
      .flux("cat", "hcat", "vcat"), .pyTorch("aten::cat"), .mindSpore("Concat"), .onnx("Concat"),
      .graphEngine("ConcatD", "ConcatV2"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Concat.html")

  public static let examples = [
    OperatorExample(
      Concat(axis: 1),
      [
        TensorType(.float32, [.symbol("batch"), 3, 8]),
        TensorType(.float32, [.symbol("batch"), .symbol("n"), 8]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), .symbol("n") + 3, 8])])
  ]

  /// The axis along which the operands follow each other.
  public let axis: Int

  /// Makes the operator.
  public init(axis: Int) { self.axis = axis }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    guard operands.count > 0, operands.present.count == operands.count else {
      throw InferenceFailure(
        .arityMismatch, "Concat needs at least one operand and leaves out none")
    }
    let elementType = try operands.requireSameElementType()
    var shape = operands[0].shape
    try requireAxis(axis, rank: shape.rank)
    for index in 1..<max(1, operands.count) {
      let next = operands[index].shape
      try operands.requireRank(shape.rank...shape.rank, of: index)
      for other in shape.dimensions.indices where other != axis {
        shape[other] = try operands.require(
          next[other], equals: shape[other],
          "\(operands[0].shape) and \(next) cannot be joined along axis \(axis): axis \(other) differs"
        )
      }
      shape[axis] = shape[axis] + next[axis]
    }
    return [TensorType(elementType, shape)]
  }
}
