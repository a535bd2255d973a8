import Diagnostics
import ModelIR
import Testing

@Suite struct ElementRequirementTests {
  @Test(arguments: ListedExample.all)
  func `elements are taken exactly if the requirement has them`(_ listed: ListedExample) {
    guard let requirement = requirement(of: listed.type) else { return }
    for elementType in ElementType.allCases {
      let operands = listed.example.operands.map { operand in
        operand.map { TensorType(elementType, $0.shape) }
      }
      let found = failure { () throws(InferenceFailure) in try listed.infer(operands) }
      if requirement.contains(elementType) {
        #expect(found == nil)
      } else {
        #expect(found?.code == .elementTypeMismatch)
        #expect(found?.message.contains(requirement.rawValue) == true)
        #expect(found?.message.contains(elementType.description) == true)
      }
    }
  }

  @Test(arguments: ListedExample.all)
  func `element by element, two types do not mix`(_ listed: ListedExample) {
    guard listed.type is any BinaryElementwiseOperator.Type,
      let shape = listed.example.operands.last??.shape
    else { return }
    var operands = listed.example.operands
    operands[1] = TensorType(.float8E5M2FNUZ, shape)
    let found = failure { () throws(InferenceFailure) in try listed.infer(operands) }
    #expect(found?.code == .elementTypeMismatch)
  }

  private func requirement(of type: any Operator.Type) -> ElementRequirement? {
    switch type {
    case let type as any UnaryElementwiseOperator.Type: type.elementRequirement
    case let type as any BinaryElementwiseOperator.Type: type.elementRequirement
    case let type as any ReductionOperator.Type: type.elementRequirement
    default: nil
    }
  }
}
