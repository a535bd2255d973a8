import Diagnostics
import ModelIR
import Testing

@Suite struct StrangeOperandTests {
  /// What a file could make of an operand: another rank, empty, unknown or huge axes.
  private static let shapes: [Shape] = [
    [], [1], [0], [.unknown], [7], [2, 3], [0, 0], [.symbol("n"), .unknown],
    [1, 1, 1], [3, .symbol("n"), 2], [2, 4, 6, 8], [1, 4, 0, .unknown],
    [1, 2, 3, 4, 5], [1, 1, 1, 1, 1, 1, 1], [.fixed(.max), .fixed(.max)], [.fixed(-1), 3],
    [.fixed(.max), 1, .fixed(.max)],
  ]

  @Test(arguments: ListedExample.all)
  func `whatever an operand looks like, it is refused with a code or inferred`(
    _ listed: ListedExample
  ) {
    for index in listed.example.operands.indices {
      for shape in Self.shapes {
        for elementType in [ElementType.float32, .int64, .bool, .complex64] {
          var operands = listed.example.operands
          operands[index] = TensorType(elementType, shape)
          check(listed, operands)
        }
      }
    }
  }

  @Test(arguments: ListedExample.all)
  func `whatever all operands look like, they are refused with a code or inferred`(
    _ listed: ListedExample
  ) {
    for shape in Self.shapes {
      check(
        listed,
        listed.example.operands.map { operand in
          operand.map { TensorType($0.elementType, shape) }
        })
    }
  }

  private func check(_ listed: ListedExample, _ operands: [TensorType?]) {
    do throws(InferenceFailure) {
      #expect(!(try listed.infer(operands)).isEmpty)
    } catch {
      #expect(ModelIRDiagnostics.codes.contains(error.code))
      #expect(error.code.kind == .badInput || error.code.kind == .unsupported)
      #expect(!error.message.isEmpty && !error.message.hasSuffix("."))
    }
  }
}
