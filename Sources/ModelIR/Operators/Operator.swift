/// What a node computes: a struct of attributes that knows its own type rule.
///
/// Each operator is one file; ``OperatorCatalog`` lists them all. Attributes are stored properties;
/// everything that depends on the operands' shapes is computed by ``inferResults(_:)``, the only place
/// that knows them.
public protocol Operator: Hashable, Sendable {
  /// The operator's name, operands, results and spellings.
  static var definition: OperatorDefinition { get }

  /// Uses of the operator with the types that they give, for the tests over the catalogue.
  static var examples: [OperatorExample] { get }

  /// The types of the results for given operands.
  ///
  /// The number of operands has been checked against the definition.
  ///
  /// - Throws: an ``InferenceFailure`` that names what was expected and what was found.
  func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType]
}

/// Any operator, so that nodes stay hashable values.
public struct AnyOperator: Hashable, Sendable {
  /// The operator itself.
  public let base: any Operator

  /// Wraps an operator.
  public init(_ base: any Operator) { self.base = base }

  /// The operator's definition.
  public var definition: OperatorDefinition { type(of: base).definition }

  public static func == (left: AnyOperator, right: AnyOperator) -> Bool {
    func isEqual<Left: Operator>(_ left: Left, _ right: any Operator) -> Bool {
      (right as? Left) == left
    }
    return isEqual(left.base, right.base)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(type(of: base)))
    base.hash(into: &hasher)
  }
}
