import Diagnostics
import ModelIR
import Testing

@testable import ATen

@Suite struct ReductionTests {
  private let batch = Dimension.symbol("batch")

  @Test func `sums of integers have 64 bits`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3], .int32)
    #expect(try program.type(try program.call("sum", x)) == TensorType(.int64, []))
  }

  @Test func `no axes stand for all of them`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    #expect(try program.shape(try program.call("sum", x, .list([]), .boolean(true))) == [1, 1])
    #expect(
      try program.shape(try program.call("mean", x, .list([-1]), .boolean(true))) == [batch, 1])
  }

  @Test func `the overload of max follows from its arguments`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    let largest = try program.context.call("max", [x, 1])
    #expect(try largest.map(program.shape) == [[batch], [batch]])
    #expect(try program.shape(try program.call("max", x)) == [])
    #expect(try program.shape(try program.call("max", x, x)) == [batch, 3])
  }

  @Test func `a place among all elements is one number`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    #expect(try program.type(try program.call("argmax", x)) == TensorType(.int64, []))
    #expect(try program.shape(try program.call("argmax", x, 1, .boolean(true))) == [batch, 1])
  }

  @Test func `an axis that is left open can be sorted`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    let sorted = try program.context.call("sort", [x, 0])
    #expect(try sorted.map(program.shape) == [[batch, 3], [batch, 3]])
    #expect(program.operators == ["Sort"])
  }

  @Test func `the variance takes its correction from either argument`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    _ = try program.context.call("var", overload: "dim", [x, .list([1])])
    _ = try program.context.call(
      "var", overload: "correction", [x, .list([1])], named: [("correction", 0)])
    let corrections = program.context.builder.graph.nodes.compactMap {
      ($0.operator.base as? ReduceVariance)?.correction
    }
    #expect(corrections == [1, 0])
  }
}
