/// Chooses between two tensors, element by element: `y = a where the condition holds, else b`.
///
/// | operand or result | shape |
/// |---|---|
/// | condition | any, bool elements |
/// | a, b | any, one element type |
/// | y | the broadcast shape of all three, elements of a's type |
///
/// Flux `ifelse`; PyTorch `aten::where`, `aten::masked_fill`; MindSpore `Select`, `ops.where`; ONNX
/// `Where-9`; GE `Select`, `SelectV2`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Where.html>.
public struct Where: Operator {
  public static let definition = OperatorDefinition(
    "Where", .logic, summary: "y = a where the condition holds, else b",
    operands: [.required("condition"), .required("a"), .required("b")],
    spellings: [
      .flux("ifelse"), .pyTorch("aten::where", "aten::masked_fill"),
      .mindSpore("Select", "ops.where"), .onnx("Where-9"), .graphEngine("Select", "SelectV2"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Where.html")

  public static let examples = [
    OperatorExample(
      Where(),
      [
        TensorType(.bool, [.symbol("batch"), 1]), TensorType(.float32, [.symbol("batch"), 4]),
        TensorType(.float32, []),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "bool") { $0 == .bool }
    let elementType = try operands.requireSameElementType([1, 2])
    let shape = try Shape.broadcast(operands.present.map(\.shape))
    return [TensorType(elementType, shape)]
  }
}
