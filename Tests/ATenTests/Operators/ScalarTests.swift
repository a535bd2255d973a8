import Diagnostics
import ModelIR
import Testing

@testable import ATen

@Suite struct ScalarTests {
  private let batch = Dimension.symbol("batch")

  @Test func `arithmetic of numbers is Python's`() throws {
    let program = CallRecorder()
    #expect(try program.call("floordiv", -7, 2) == -4)
    #expect(try program.call("mod", -7, 2) == 1)
    #expect(try program.call("truediv", 7, 2) == .number(3.5))
    #expect(try program.call("pow", 2, 10) == 1024)
    #expect(try program.call("max", 2, .number(2.5)) == .number(2.5))
    #expect(throws: Diagnostic.self) { try program.call("floordiv", 1, 0) }
    #expect(program.operators == [])
  }

  @Test func `sizes stay expressions`() throws {
    let program = CallRecorder()
    _ = try program.input([batch, 3])
    let size = ATenValue.size(batch)
    #expect(try program.call("add", try program.call("mul", size, 2), 1) == .size(batch * 2 + 1))
    let half = try program.call("truediv", size, 2)
    #expect(try program.call("floor", half) == .size(batch.floorDivided(by: 2)))
    let scaled = try program.call("mul", try program.call("sym_float", size), .number(1.5))
    #expect(try program.call("int", scaled) == .size((batch * 3).floorDivided(by: 2)))
    #expect(program.operators == [])
  }

  @Test func `a size that is left open is 2 or more`() throws {
    let program = CallRecorder()
    _ = try program.input([batch, 3])
    let size = ATenValue.size(batch)
    #expect(try program.call("eq", size, 1) == .boolean(false))
    #expect(try program.call("gt", size, 0) == .boolean(true))
    #expect(try program.call("le", .size(batch - 1), 0) == .boolean(false))
  }

  @Test func `a comparison that cannot be told is left to the model`() throws {
    let program = CallRecorder()
    _ = try program.input([batch, 3])
    let answer = try program.call("lt", .size(batch), 10)
    #expect(try program.type(answer) == TensorType(.bool, []))
  }

  @Test func `an integer of the data becomes a size`() throws {
    let program = CallRecorder()
    let x = try program.input([], .int64)
    let size = try program.call("item", x)
    let made = try program.call("zeros", .list([size, 3]))
    #expect(try program.type(made).rank == 2)
    #expect(program.operators.last == "DynamicFill")
  }

  @Test func `lists are joined, repeated and cut`() throws {
    let program = CallRecorder()
    let list = ATenValue.list([1, 2, 3])
    #expect(try program.call("add", list, .list([4])) == .list([1, 2, 3, 4]))
    #expect(try program.call("mul", .list([0]), 3) == .list([0, 0, 0]))
    #expect(try program.call("slice", list, 1, .none, 1) == .list([2, 3]))
    #expect(try program.call("__getitem__", list, -1) == 3)
    #expect(try program.call("len", list) == 3)
    #expect(throws: Diagnostic.self) { try program.call("mul", list, .integer(1 << 40)) }
  }

  @Test func `None is told from a tensor`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    #expect(try program.call("__is__", x, .none) == .boolean(false))
    #expect(try program.call("__isnot__", x, .none) == .boolean(true))
  }

  @Test func `a size is asked of its tensor`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    #expect(try program.call("size", x) == .list([.size(batch), 3]))
    #expect(try program.call("size", x, -1) == 3)
    #expect(try program.call("numel", x) == .size(batch * 3))
  }
}
