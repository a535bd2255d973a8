import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import ATen

@Suite struct WritingTests {
  @Test func `a number that is put into a part of a part reaches the whole`() throws {
    let program = CallRecorder()
    let x = try program.input([8, 8])
    let rows = try program.call("slice", x, 0, 0, 4)
    let corner = try program.call("slice", rows, 1, 4, 8)
    _ = try program.call("fill_", corner, 3)
    let read = try program.call("relu", x)
    let graph = program.context.builder.graph
    let relu = try #require(graph.nodes.last)
    #expect(try program.shape(read) == [8, 8])
    // Columns are joined in the rows, and rows in the whole.
    guard let operand = relu.operands[0], case .result(let node, _) = graph[operand].origin else {
      Issue.record("the written tensor is no result")
      return
    }
    #expect((graph.nodes[node.index].operator.base as? Concat)?.axis == 0)
    #expect(program.all(Concat.self).map(\.axis) == [1, 0])
  }

  @Test func `a view shows what was written to the whole, and to another view`() throws {
    let program = CallRecorder()
    let x = try program.input([4, 3])
    let first = try program.call("select", x, 0, 0)
    let second = try program.call("select", x, 0, 0)
    _ = try program.call("mul_", x, 2)
    _ = try program.call("add_", first, 1)
    guard case .tensor(let a) = first, case .tensor(let b) = second else { return }
    let (left, right) = (try program.context.value(of: a), try program.context.value(of: b))
    let graph = program.context.builder.graph
    guard case .result(let node, _) = graph[left].origin,
      case .result(let other, _) = graph[right].origin
    else {
      Issue.record("what is read is no result")
      return
    }
    #expect(graph.nodes[node.index].operator.base is Add)
    #expect(graph.nodes[other.index].operator.base is Gather)
    #expect(other.index > node.index)
  }

  @Test func `what is written through a permutation and a reshape goes the way back`() throws {
    let program = CallRecorder()
    let x = try program.input([2, 3, 4])
    let turned = try program.call("permute", x, [2, 0, 1])
    let flat = try program.call("view", turned, [4, 6])
    _ = try program.call("zero_", flat)
    #expect(program.all(Transpose.self).map(\.axes) == [[2, 0, 1], [1, 2, 0]])
    #expect(try program.shape(x) == [2, 3, 4])
  }

  @Test func `a context goes away with its views when nobody holds it`() throws {
    weak var kept: ATenContext?
    do {
      let program = CallRecorder()
      _ = try program.call("view", try program.input([2, 3]), [6])
      kept = program.context
    }
    #expect(kept == nil)
  }

  @Test func `a program that makes too many nodes or items is refused`() throws {
    let program = CallRecorder(ATenContext(mostNodes: 2, mostItems: 10))
    let x = try program.input([2, 3])
    _ = try program.call("relu", try program.call("tanh", x))
    let third = thrownDiagnostic { _ = try program.call("relu", x) }
    #expect(third?.code == .atenOverLimit)
    let context = program.context
    _ = try ScalarFunctions.call("mul", [.list([1, 2, 3]), 3], in: context)
    let list = thrownDiagnostic {
      _ = try ScalarFunctions.call("mul", [.list([1]), 2], in: context)
    }
    #expect(list?.code == .atenOverLimit)
  }

  @Test func `a reshape of what is not in order is a copy`() throws {
    let program = CallRecorder()
    let x = try program.input([2, 3])
    guard case .tensor(let tensor) = x else { return }
    let before = try program.context.value(of: tensor)
    let copy = try program.call("reshape", try program.call("t", x), [6])
    _ = try program.call("add_", copy, 1)
    #expect(try program.context.value(of: tensor) == before)
  }

  @Test func `every second element is written by its place`() throws {
    let program = CallRecorder()
    let x = try program.input([.symbol("batch"), 6])
    let even = try program.call("slice", x, 1, 0, 6, 2)
    _ = try program.call("add_", even, 1)
    #expect(program.operators.contains("ScatterND"))
    #expect(try program.shape(x) == [.symbol("batch"), 6])
  }

  @Test func `writing to repeated elements is refused`() throws {
    let program = CallRecorder()
    let x = try program.input([1, 3])
    let wide = try program.call("expand", x, [4, 3])
    #expect(throws: Diagnostic.self) { try program.call("add_", wide, 1) }
  }

  @Test func `a long chain of views is read without a deep recursion`() throws {
    let program = CallRecorder()
    let x = try program.input([2, 3])
    var view = x
    for _ in 0..<2000 { view = try program.call("t", view) }
    _ = try program.call("add_", x, 1)
    #expect(try program.shape(view) == [2, 3])
  }
}
