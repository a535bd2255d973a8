/// The determinant of each matrix: `y = det x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[…, M, M]`, floating point |
/// | y | `[…]` |
///
/// Flux `det`; PyTorch `aten::linalg_det`; MindSpore `MatrixDeterminant`; ONNX `Det`; GE
/// `MatrixDeterminant`. Defined at <https://onnx.ai/onnx/operators/onnx__Det.html>.
public struct Determinant: Operator {
  public static let definition = OperatorDefinition(
    "Determinant", .linearAlgebra, summary: "y = det x of the last two axes",
    operands: [.required("x")],
    spellings: [
      .flux("det"), .pyTorch("aten::linalg_det", "aten::det"), .mindSpore("MatrixDeterminant"),
      .onnx("Det-11"), .graphEngine("MatrixDeterminant"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Det.html")

  public static let examples = [
    OperatorExample(
      Determinant(), [TensorType(.float32, [.symbol("batch"), 3, 3])],
      gives: [TensorType(.float32, [.symbol("batch")])])
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireFloatingPoint(of: 0)
    try operands.requireRank(2...Int.max, of: 0)
    let sizes = operands[0].shape.dimensions
    _ = try operands.require(
      sizes[sizes.count - 1], equals: sizes[sizes.count - 2],
      "the matrices of \(operands[0].shape) are not square")
    return [TensorType(operands[0].elementType, Shape(sizes.dropLast(2)))]
  }
}
