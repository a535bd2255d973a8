/// The gated linear unit: `y = a · σ(b)` for the two halves a and b of x along an axis.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any with at least one axis, floating-point elements |
/// | y | as x, the axis half as long |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x of even size, 0-based | the last (PyTorch, MindSpore), the first (Flux) |
///
/// ONNX has no such operator: `Split`, then `Mul` by `Sigmoid`. Flux `glu`; PyTorch `aten::glu`,
/// `nn.GLU`; MindSpore `nn.GLU`; GE `GLU`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.GLU.html>.
public struct GLU: Operator {
  public static let definition = OperatorDefinition(
    "GLU", .activation, summary: "y = a·σ(b) for the two halves a and b of x along an axis",
    operands: [.required("x")],
    spellings: [
      .flux("glu"), .pyTorch("aten::glu", "nn.GLU"), .mindSpore("nn.GLU"), .graphEngine("GLU"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.GLU.html")

  public static let examples = [
    OperatorExample(
      GLU(axis: 1), [TensorType(.float32, [.symbol("batch"), 8])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The axis that is halved.
  public let axis: Int

  /// Makes the operator.
  public init(axis: Int) { self.axis = axis }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "floating-point") { $0.isFloatingPoint }
    var result = operands[0]
    try requireAxis(axis, rank: result.rank)
    guard let half = result.shape[axis].exactlyDivided(by: 2) else {
      throw InferenceFailure(
        .shapeMismatch, "axis \(axis) of \(result.shape) does not divide into two halves")
    }
    result.shape[axis] = half
    return [result]
  }
}
