/// Cuts a tensor into parts along an axis.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, at least 1 axis |
/// | results, one per size | x's; `axis` has the part's size |
///
/// | attribute | range |
/// |---|---|
/// | axis | an axis of x |
/// | sizes | the parts' sizes, 0 or more, together that of the axis |
///
/// Flux `chunk`; PyTorch `aten::split`, `aten::chunk`; MindSpore `Split`; ONNX `Split`; GE `SplitVD`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__Split.html>.
public struct Split: Operator {
  public static let definition = OperatorDefinition(
    "Split", .shape, summary: "the parts of x along an axis", operands: [.required("x")],
    spellings: [
      .flux("chunk"), .pyTorch("aten::split", "aten::split_with_sizes", "aten::chunk"),
      .mindSpore("Split", "SplitV"), .onnx("Split"), .graphEngine("Split", "SplitD", "SplitVD"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Split.html")

  public static let examples = [
    OperatorExample(
      Split(axis: 1, sizes: [2, 4]), [TensorType(.float32, [.symbol("batch"), 6])],
      gives: [
        TensorType(.float32, [.symbol("batch"), 2]), TensorType(.float32, [.symbol("batch"), 4]),
      ])
  ]

  /// The axis that is cut.
  public let axis: Int
  /// The parts' sizes.
  public let sizes: [Int]

  /// Makes the operator.
  public init(axis: Int, sizes: [Int]) {
    self.axis = axis
    self.sizes = sizes
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let x = operands[0].shape
    try requireAxis(axis, rank: x.rank)
    guard !sizes.isEmpty, sizes.allSatisfy({ $0 >= 0 }) else {
      throw InferenceFailure(
        .invalidAttribute, "the sizes \(sizes) of the parts have to be 0 or more")
    }
    let total = sizes.reduce(0) { $0 + Dimension.fixed($1) }
    guard x[axis].canEqual(total) else {
      throw InferenceFailure(
        .shapeMismatch,
        "axis \(axis) has \(x[axis]) elements, the parts \(sizes) have \(total) together")
    }
    return sizes.map { size in
      var part = x
      part[axis] = .fixed(size)
      return TensorType(operands[0].elementType, part)
    }
  }
}
