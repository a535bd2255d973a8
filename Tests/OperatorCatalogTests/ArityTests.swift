import Diagnostics
import ModelIR
import Testing

@Suite struct ArityTests {
  @Test(arguments: ListedExample.all)
  func `too few operands are refused`(_ listed: ListedExample) {
    let least = listed.type.definition.leastOperandCount
    for count in 0..<least {
      let operands = Array(listed.example.operands.prefix(count))
      let found = failure { () throws(InferenceFailure) in try listed.infer(operands) }
      #expect(found?.code == .arityMismatch)
    }
  }

  @Test(arguments: ListedExample.all)
  func `too many operands are refused`(_ listed: ListedExample) {
    guard let most = listed.type.definition.mostOperandCount else { return }
    let operands = [TensorType?](repeating: TensorType(.float32, [1]), count: most + 1)
    let found = failure { () throws(InferenceFailure) in try listed.infer(operands) }
    #expect(found?.code == .arityMismatch)
  }

  @Test(arguments: ListedExample.all)
  func `a needed operand cannot be left out`(_ listed: ListedExample) {
    for (index, operand) in listed.type.definition.operands.enumerated()
    where operand.presence == .required || operand.presence == .variadic {
      var operands = listed.example.operands
      operands[index] = nil
      let found = failure { () throws(InferenceFailure) in try listed.infer(operands) }
      #expect(found?.code == .arityMismatch)
      #expect(found?.message.contains("'\(operand.name)'") == true)
    }
  }
}
