/// An operator that combines two tensors element by element; shapes broadcast by NumPy's rule.
public protocol BinaryElementwiseOperator: Operator {
  /// Which elements it takes.
  static var elementRequirement: ElementRequirement { get }
  /// The result's element type for the operands' common one.
  static func resultElementType(_ operand: ElementType) -> ElementType
}

extension BinaryElementwiseOperator {
  public static var elementRequirement: ElementRequirement { .numeric }

  public static func resultElementType(_ operand: ElementType) -> ElementType { operand }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let elementType = try operands.requireSameElementType()
    let requirement = Self.elementRequirement
    try operands.requireElementType(of: 0, requirement.rawValue, where: requirement.contains)
    let shape = try Shape.broadcast(operands.present.map(\.shape))
    return [TensorType(Self.resultElementType(elementType), shape)]
  }
}
