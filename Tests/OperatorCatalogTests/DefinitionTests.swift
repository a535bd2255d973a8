import ModelIR
import Testing

@Suite struct DefinitionTests {
  @Test func `names are unique`() {
    let names = ListedOperator.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: ListedOperator.all)
  func `the name is the type's, in upper camel case`(_ listed: ListedOperator) {
    #expect(listed.name == "\(listed.type)")
    #expect(listed.name.first?.isUppercase == true)
    #expect(listed.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
  }

  @Test(arguments: ListedOperator.all)
  func `the operator is found by its name`(_ listed: ListedOperator) throws {
    let found = try #require(OperatorCatalog.operator(named: listed.name))
    #expect(ObjectIdentifier(found) == ObjectIdentifier(listed.type))
  }

  @Test func `a name that no operator has finds nothing`() {
    #expect(OperatorCatalog.operator(named: "conv") == nil)
  }

  @Test(arguments: ListedOperator.all)
  func `summary, results and specification are there`(_ listed: ListedOperator) {
    let definition = listed.definition
    #expect(!definition.summary.isEmpty)
    #expect(!definition.summary.hasSuffix("."))
    #expect(!definition.summary.contains("\n"))
    #expect(!definition.results.isEmpty)
    #expect(Set(definition.results).count == definition.results.count)
    if definition.category != .custom {
      #expect(definition.specification.hasPrefix("https://"))
    }
  }

  @Test(arguments: ListedOperator.all)
  func `operands have names of their own and only the last may repeat`(_ listed: ListedOperator) {
    let operands = listed.definition.operands
    #expect(Set(operands.map(\.name)).count == operands.count)
    for operand in operands.dropLast() {
      #expect(operand.presence == .required || operand.presence == .optional)
    }
    if let firstOptional = operands.firstIndex(where: { $0.presence == .optional }) {
      #expect(
        operands[firstOptional...].allSatisfy {
          $0.presence == .optional || $0.presence == .unconstrained
        })
    }
  }

  @Test(arguments: ListedOperator.all)
  func `each ecosystem is named at most once and not without a spelling`(
    _ listed: ListedOperator
  ) {
    let spellings = listed.definition.spellings
    #expect(Set(spellings.map(\.ecosystem)).count == spellings.count)
    for spelling in spellings {
      #expect(!spelling.names.isEmpty)
      #expect(spelling.names.allSatisfy { !$0.isEmpty })
    }
  }
}
