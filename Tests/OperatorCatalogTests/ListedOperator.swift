import ModelIR
import Testing

/// One operator of the catalogue as a test's argument.
struct ListedOperator: Sendable, CustomTestStringConvertible {
  let type: any Operator.Type

  var definition: OperatorDefinition { type.definition }
  var name: String { type.definition.name }
  var testDescription: String { name }

  static let all = OperatorCatalog.operators.map(ListedOperator.init)
}

/// One example of an operator as a test's argument.
struct ListedExample: Sendable, CustomTestStringConvertible {
  let type: any Operator.Type
  let index: Int
  let example: OperatorExample

  var testDescription: String { "\(type.definition.name) \(index)" }

  /// What the operator infers for some operands, as a node would ask it.
  func infer(_ operands: [TensorType?]) throws(InferenceFailure) -> [TensorType] {
    try example.operator.inferResults(OperandTypes(operands, of: type.definition))
  }

  static let all = OperatorCatalog.operators.flatMap { type in
    type.examples.enumerated().map {
      ListedExample(type: type, index: $0.offset, example: $0.element)
    }
  }
}

/// The failure that a body throws, or nothing.
func failure(_ body: () throws(InferenceFailure) -> [TensorType]) -> InferenceFailure? {
  do throws(InferenceFailure) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}
