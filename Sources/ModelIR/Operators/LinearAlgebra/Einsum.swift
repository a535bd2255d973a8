/// Sums products over labelled axes: `ij,jk->ik` is the matrix product.
///
/// | operand or result | shape |
/// |---|---|
/// | operands, one or more | one axis per letter of their term, any number for `...` |
/// | y | one axis per letter after the arrow |
///
/// | attribute | meaning |
/// |---|---|
/// | equation | letters name axes, `...` stands for axes that broadcast; labels that are not in the result are summed |
///
/// PyTorch `aten::einsum`; MindSpore `Einsum`; ONNX `Einsum`; GE `Einsum`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Einsum.html>.
public struct Einsum: Operator {
  public static let definition = OperatorDefinition(
    "Einsum", .linearAlgebra, summary: "sums products over the labels that the result lacks",
    operands: [.variadic("operands")],
    spellings: [
      .pyTorch("aten::einsum"), .mindSpore("Einsum"), .onnx("Einsum-12"), .graphEngine("Einsum"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Einsum.html")

  public static let examples = [
    OperatorExample(
      Einsum(equation: "bij,bjk->bik"),
      [TensorType(.float32, [.symbol("batch"), 2, 3]), TensorType(.float32, [1, 3, 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 2, 4])]),
    OperatorExample(
      Einsum(equation: "...i,i"),
      [TensorType(.float32, [5, .symbol("n"), 3]), TensorType(.float32, [3])],
      gives: [TensorType(.float32, [5, .symbol("n")])]),
  ]

  /// The labels of the operands' and the result's axes: `bij,bjk->bik`.
  public let equation: String

  /// Makes the operator.
  public init(equation: String) { self.equation = equation }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let parsed = try EinsumEquation(parsing: equation)
    guard parsed.operands.count == operands.count, operands.present.count == operands.count else {
      throw InferenceFailure(
        .arityMismatch,
        "'\(equation)' has \(parsed.operands.count) terms, \(operands.count) operands given")
    }
    let elementType = try operands.requireSameElementType()
    var sizes: [Character: Dimension] = [:]
    var broadcast: [Shape] = []
    for (index, labels) in parsed.operands.enumerated() {
      let shape = operands[index].shape
      let named = labels.count { $0 != .ellipsis }
      let hasEllipsis = named < labels.count
      guard hasEllipsis ? shape.rank >= named : shape.rank == named else {
        throw InferenceFailure(
          .rankMismatch,
          "term \(index) of '\(equation)' names \(named) axes, \(shape) has \(shape.rank)")
      }
      var axis = 0
      for label in labels {
        switch label {
        case .ellipsis:
          let count = shape.rank - named
          broadcast.append(Shape(Array(shape.dimensions[axis..<axis + count])))
          axis += count
        case .axis(let letter):
          sizes[letter] = try merge(sizes[letter], shape[axis], at: letter)
          axis += 1
        }
      }
    }
    let shared = try Shape.broadcast(broadcast)
    let dimensions = parsed.result.flatMap { label -> [Dimension] in
      switch label {
      case .ellipsis: shared.dimensions
      case .axis(let letter): [sizes[letter] ?? .unknown]
      }
    }
    return [TensorType(elementType, Shape(dimensions))]
  }

  private func merge(
    _ known: Dimension?, _ found: Dimension, at letter: Character
  ) throws(InferenceFailure) -> Dimension {
    guard let known, known.size != 1 else { return found }
    if found.size == 1 { return known }
    guard known.canEqual(found) else {
      throw InferenceFailure(
        .shapeMismatch,
        "'\(letter)' of '\(equation)' is \(known) in one operand and \(found) in another")
    }
    return known.unified(with: found)
  }
}
