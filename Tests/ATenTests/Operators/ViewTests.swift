import Diagnostics
import ModelIR
import Testing

@testable import ATen

@Suite struct ViewTests {
  private let batch = Dimension.symbol("batch")
  private let time = Dimension.symbol("time")

  @Test func `sizes that the operand has are copied and no shape is computed`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, time, 12])
    let heads = try program.call("view", x, [.size(batch), .size(time), 3, 4])
    #expect(try program.shape(heads) == [batch, time, 3, 4])
    let turned = try program.call("transpose", heads, 1, 2)
    let joined = try program.call("reshape", turned, [.size(batch * 3), .size(time), 4])
    #expect(try program.shape(joined) == [batch * 3, time, 4])
    #expect(program.operators == ["Reshape", "Transpose", "Reshape"])
  }

  @Test func `a view of the same sizes has no node`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 4])
    #expect(try program.shape(try program.call("view", x, [-1, 4])) == [batch, 4])
    #expect(program.operators.isEmpty)
  }

  @Test func `two new sizes leave one to be inferred`() throws {
    let program = CallRecorder()
    let x = try program.input([batch * time, 4])
    let y = try program.input([batch, time], named: "y")
    _ = y
    let cut = try program.call("view", x, [.size(batch), .size(time), 4])
    #expect(try program.shape(cut) == [batch, time, 4])
    #expect(program.operators.filter { $0 == "ShapeOf" }.count == 1)
    #expect(program.operators.last == "DynamicReshape")
  }

  @Test func `a part between numbers is a slice`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 9])
    #expect(try program.shape(try program.call("slice", x, 1, 2, 100)) == [batch, 7])
    #expect(try program.shape(try program.call("slice", x, 1, -3, -1)) == [batch, 2])
    #expect(try program.shape(try program.call("slice", x, 0, .none, -1)) == [batch - 1, 9])
    #expect(
      try program.shape(try program.call("slice", x, 0, 0, .size(batch - 1))) == [batch - 1, 9])
    #expect(program.operators == ["Slice", "Slice", "Slice", "Slice"])
    #expect(program.all(Slice.self).last?.end == -1)
  }

  @Test func `a part up to a size is a slice between operands`() throws {
    let program = CallRecorder()
    let x = try program.input([512, 4])
    let y = try program.input([batch, time], .int64, named: "y")
    _ = y
    #expect(try program.shape(try program.call("slice", x, 0, 0, .size(time))) == [time, 4])
    #expect(program.operators.last == "DynamicSlice")
  }

  @Test func `an element of an axis is gathered by a number`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, time, 5])
    #expect(try program.shape(try program.call("select", x, 1, -1)) == [batch, 5])
    #expect(program.operators == ["Gather"])
    #expect(throws: Diagnostic.self) { try program.call("select", x, 2, 5) }
  }

  @Test(arguments: [
    ("split", [ATenValue.integer(2)], [2, 2, 1]), ("chunk", [.integer(2)], [3, 2]),
    ("chunk", [.integer(4)], [2, 2, 1]), ("tensor_split", [.integer(3)], [2, 2, 1]),
    ("tensor_split", [.list([.integer(1), .integer(4)])], [1, 3, 1]),
    ("split_with_sizes", [.list([.integer(1), .integer(4)])], [1, 4]),
  ])
  func `parts of an axis have the sizes of torch`(
    name: String, arguments: [ATenValue], sizes: [Int]
  ) throws {
    let program = CallRecorder()
    let x = try program.input([batch, 5])
    let parts = try program.context.call(name, [x] + arguments + [.integer(1)])[0]
    #expect(try program.shapes(parts) == sizes.map { [batch, .fixed($0)] })
    #expect(program.operators == ["Split"])
  }

  @Test func `as_strided of all elements is a permutation`() throws {
    let program = CallRecorder()
    let x = try program.input([6, 4])
    let y = try program.call("as_strided", x, [4, 2, 3], [1, 12, 4])
    #expect(try program.shape(y) == [4, 2, 3])
    #expect(program.operators == ["Reshape", "Transpose"])
    _ = try program.call("as_strided", x, [2, 5], [4, 0], 2)
    #expect(
      program.operators.suffix(2) == ["Unsqueeze", "Expand"] || program.operators.last == "Expand")
    #expect(throws: Diagnostic.self) { try program.call("as_strided", x, [9, 9], [3, 1]) }
  }

  @Test func `every view has a copying form where torch has one`() {
    for name in ["view_copy", "permute_copy", "slice_copy", "unsqueeze_copy", "split_copy"] {
      #expect(!ATenOperatorTable.standard.overloads(name).isEmpty)
      #expect(ATenOperatorTable.standard.overloads(name).allSatisfy { $0.writeBack == nil })
    }
  }
}
