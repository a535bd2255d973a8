import ModelIR
import Testing

@Suite struct ExampleTests {
  @Test(arguments: ListedOperator.all)
  func `there is an example of the operator itself`(_ listed: ListedOperator) {
    #expect(!listed.type.examples.isEmpty)
    for example in listed.type.examples {
      #expect(AnyOperator(example.operator).definition == listed.definition)
    }
  }

  @Test(arguments: ListedExample.all)
  func `an example infers to exactly its results`(_ listed: ListedExample) throws {
    #expect(try listed.infer(listed.example.operands) == listed.example.results)
  }

  @Test(arguments: ListedExample.all)
  func `equal operators are equal and hash alike`(_ listed: ListedExample) {
    let left = AnyOperator(listed.example.operator)
    let right = AnyOperator(listed.example.operator)
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
    #expect(left != AnyOperator(CustomOperator(domain: "", name: "", resultTypes: [])))
  }
}
