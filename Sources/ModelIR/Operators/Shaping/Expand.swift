/// Repeats axes of size 1, by NumPy's rule of broadcasting.
///
/// | operand or result | shape |
/// |---|---|
/// | x | aligned with `target` at the last axis |
/// | y | one axis per entry of `target` |
///
/// | attribute | meaning |
/// |---|---|
/// | target | for each axis: a size, or kept as it is in x; axes that x lacks need a size |
///
/// PyTorch `aten::expand` (−1 keeps); MindSpore `BroadcastTo`; ONNX `Expand`; GE `BroadcastTo`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__Expand.html>.
public struct Expand: Operator {
  public static let definition = OperatorDefinition(
    "Expand", .shape, summary: "y = x with axes of size 1 repeated", operands: [.required("x")],
    spellings: [
      .pyTorch("aten::expand", "aten::broadcast_to"), .mindSpore("BroadcastTo"),
      .onnx("Expand-8"), .graphEngine("BroadcastTo"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Expand.html")

  public static let examples = [
    OperatorExample(
      Expand(target: [.size(2), .kept, .size(5)]),
      [TensorType(.float32, [.symbol("batch"), 1])],
      gives: [TensorType(.float32, [2, .symbol("batch"), 5])])
  ]

  /// The sizes of the result.
  public let target: [ExpandDimension]

  /// Makes the operator.
  public init(target: [ExpandDimension]) { self.target = target }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let x = operands[0].shape
    let added = target.count - x.rank
    guard added >= 0 else {
      throw InferenceFailure(
        .rankMismatch, "the input has \(x.rank) axes, it cannot be expanded to \(target.count)")
    }
    var dimensions: [Dimension] = []
    for (axis, entry) in target.enumerated() {
      switch entry {
      case .kept:
        guard axis >= added else {
          throw InferenceFailure(
            .invalidAttribute, "axis \(axis) is to be kept, the input \(x) does not have it")
        }
        dimensions.append(x[axis - added])
      case .size(let size):
        let isPossible =
          axis < added || x[axis - added].canEqual(1)
          || x[axis - added].canEqual(.fixed(size))
        guard size >= 0, isPossible else {
          throw InferenceFailure(
            .shapeMismatch, "axis \(axis - added) of \(x) cannot be expanded to \(size) elements")
        }
        dimensions.append(.fixed(size))
      }
    }
    return [TensorType(operands[0].elementType, Shape(dimensions))]
  }
}

/// The size of one axis of an expansion's result.
public enum ExpandDimension: Hashable, Sendable {
  /// A number, to which an axis of size 1 is repeated.
  case size(Int)
  /// What the operand has.
  case kept
}

extension ExpandDimension: CustomStringConvertible {
  public var description: String {
    switch self {
    case .size(let size): "\(size)"
    case .kept: "kept"
    }
  }
}
