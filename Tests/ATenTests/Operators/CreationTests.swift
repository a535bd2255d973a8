import Diagnostics
import ModelIR
import Testing

@testable import ATen

@Suite struct CreationTests {
  private let batch = Dimension.symbol("batch")

  @Test func `a range has the type of its numbers`() throws {
    let program = CallRecorder()
    #expect(try program.type(try program.call("arange", 5)) == TensorType(.int64, [5]))
    #expect(
      try program.type(try program.call("arange", 0, 1, .number(0.25)))
        == TensorType(.float32, [4]))
    _ = try program.input([batch, 3])
    #expect(try program.shape(try program.call("arange", .size(batch))) == [batch])
  }

  @Test func `a tensor is made of nested lists`() throws {
    let program = CallRecorder()
    let x = try program.call("tensor", .list([.list([1, 2]), .list([3, 4])]))
    #expect(try program.type(x) == TensorType(.int64, [2, 2]))
    #expect(throws: Diagnostic.self) {
      try program.call("tensor", .list([.list([1, 2]), .list([3])]))
    }
  }

  @Test func `a long range of fractions is refused`() throws {
    let program = CallRecorder()
    #expect(throws: Diagnostic.self) {
      try program.call("arange", 0, 1_000_000_000, .number(0.5))
    }
  }

  @Test func `a cast to the same type is no node and the same tensor`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    #expect(try program.call("to", x, .elementType(.float32)) == x)
    #expect(try program.call("to", x, .text("cpu"), 6) == x)
    #expect(
      try program.type(try program.call("to", x, .elementType(.float16))).elementType == .float16)
  }

  @Test func `sizes that are left open are filled when the model runs`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    _ = try program.call("zeros_like", x)
    _ = try program.call("full", .list([.size(batch), 4]), .number(2))
    #expect(program.operators.contains("FillLike"))
    #expect(program.operators.contains("DynamicFill"))
  }
}
