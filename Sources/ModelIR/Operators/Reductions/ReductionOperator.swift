/// An operator that combines the elements of some axes into one.
public protocol ReductionOperator: Operator {
  /// Which elements it takes.
  static var elementRequirement: ElementRequirement { get }

  /// The axes that are combined, 0-based; empty for all.
  var axes: [Int] { get }
  /// Whether combined axes stay with size 1.
  var keepsAxes: Bool { get }

  /// Makes the operator.
  init(axes: [Int], keepsAxes: Bool)
}

extension ReductionOperator {
  public static var elementRequirement: ElementRequirement { .numeric }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    [try inferReduction(operands, axes: axes, keepsAxes: keepsAxes, Self.elementRequirement)]
  }
}

/// The type that combining some axes of the first operand gives; no axes stand for all.
///
/// - Throws: a failure for elements that are not taken and for axes outside the operand.
func inferReduction(
  _ operands: OperandTypes, axes: [Int], keepsAxes: Bool, _ requirement: ElementRequirement
) throws(InferenceFailure) -> TensorType {
  let x = operands[0]
  try operands.requireElementType(of: 0, requirement.rawValue, where: requirement.contains)
  try requireAxes(axes, rank: x.rank)
  var dimensions: [Dimension] = []
  for (axis, dimension) in x.shape.dimensions.enumerated() {
    if !axes.isEmpty && !axes.contains(axis) {
      dimensions.append(dimension)
    } else if keepsAxes {
      dimensions.append(1)
    }
  }
  return TensorType(x.elementType, Shape(dimensions))
}
