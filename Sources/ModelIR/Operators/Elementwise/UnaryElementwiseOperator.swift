/// An operator that maps every element by itself: the result has the operand's type.
public protocol UnaryElementwiseOperator: Operator {
  /// Which elements it takes, for messages: "floating-point".
  static var elementRequirement: ElementRequirement { get }

  /// Checks the attributes' ranges, before the operand is looked at.
  ///
  /// - Throws: an invalid-attribute failure that names the range.
  func checkAttributes() throws(InferenceFailure)
}

/// A set of element types with a name for messages.
public enum ElementRequirement: String, Hashable, Sendable {
  case floatingPoint = "floating-point"
  case floatingPointOrComplex = "floating-point or complex"
  case numeric = "numeric"
  case realNumeric = "real numeric"
  case integer = "integer"
  case bool = "bool"
  case any = "any"

  /// Whether an element type belongs to the set.
  public func contains(_ type: ElementType) -> Bool {
    switch self {
    case .floatingPoint: type.isFloatingPoint
    case .floatingPointOrComplex: type.isFloatingPoint || type.isComplex
    case .numeric: type.isNumeric
    case .realNumeric: type.isNumeric && !type.isComplex
    case .integer: type.isInteger
    case .bool: type == .bool
    case .any: true
    }
  }
}

extension UnaryElementwiseOperator {
  public static var elementRequirement: ElementRequirement { .floatingPoint }

  public func checkAttributes() throws(InferenceFailure) {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try checkAttributes()
    let requirement = Self.elementRequirement
    try operands.requireElementType(of: 0, requirement.rawValue, where: requirement.contains)
    return [operands[0]]
  }
}
