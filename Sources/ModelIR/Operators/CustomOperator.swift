/// An operator that is carried and not understood: a name in a domain, attributes as text, and the
/// types of its results as the source states them.
///
/// It is the one operator without a rule of its own; every exporter may refuse it.
public struct CustomOperator: Operator {
  public static let definition = OperatorDefinition(
    "CustomOperator", .custom,
    summary: "an operator of the source that is carried and not understood",
    operands: [.unconstrained("operands")], specification: "the source's own documentation")

  public static let examples = [
    OperatorExample(
      CustomOperator(domain: "com.example", name: "Nms", resultTypes: [TensorType(.int64, [5])]),
      [TensorType(.float32, [8, 4])], gives: [TensorType(.int64, [5])])
  ]

  /// The domain that defines the name.
  public let domain: String
  /// The name in its domain.
  public let name: String
  /// Attributes in the source's order, as text.
  public let attributes: [MetadataEntry]
  /// The types of the results.
  public let resultTypes: [TensorType]

  /// Makes the operator.
  public init(
    domain: String, name: String, attributes: [MetadataEntry] = [], resultTypes: [TensorType]
  ) {
    self.domain = domain
    self.name = name
    self.attributes = attributes
    self.resultTypes = resultTypes
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    resultTypes
  }
}
