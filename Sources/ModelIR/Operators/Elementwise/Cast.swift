/// Converts every element to another type: `y = the element type's value nearest to x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | y | as x, elements of the new type |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | to | any element type; complex to real is refused | none |
///
/// Floating-point numbers become integers by cutting the fraction off, floating-point types of fewer
/// digits by rounding to nearest even, bool by comparing with 0. Values outside an integer type's range
/// are undefined. Flux `f32`, `f16`, `T.(x)`; PyTorch `aten::to`, `aten::_to_copy`; MindSpore `Cast`;
/// ONNX `Cast`; GE `Cast`. Defined at <https://onnx.ai/onnx/operators/onnx__Cast.html>.
public struct Cast: Operator {
  public static let definition = OperatorDefinition(
    "Cast", .conversion, summary: "y = x in another element type",
    operands: [.required("x")],
    spellings: [
      .flux("f32", "f16", "T.(x)"), .pyTorch("aten::to", "aten::_to_copy"), .mindSpore("Cast"),
      .onnx("Cast"), .graphEngine("Cast"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Cast.html")

  public static let examples = [
    OperatorExample(
      Cast(to: .float32), [TensorType(.int64, [2, .symbol("n")])],
      gives: [TensorType(.float32, [2, .symbol("n")])])
  ]

  /// The new element type.
  public let to: ElementType

  /// Makes the operator.
  public init(to: ElementType) { self.to = to }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    if !to.isComplex {
      try operands.requireElementType(of: 0, "bool, integer or real") { !$0.isComplex }
    }
    return [TensorType(to, operands[0].shape)]
  }
}
