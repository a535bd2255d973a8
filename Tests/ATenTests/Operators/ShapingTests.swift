import Diagnostics
import ModelIR
import Testing

@testable import ATen

@Suite struct ShapingTests {
  private let batch = Dimension.symbol("batch")

  @Test func `empty vectors are left out of what is joined`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    let y = try program.input([batch, 2], named: "y")
    let empty = try program.input([0], named: "empty")
    #expect(try program.shape(try program.call("cat", [empty, x, y], -1)) == [batch, 5])
    #expect(program.operators == ["Concat"])
    #expect(try program.shape(try program.call("cat", [empty, x])) == [batch, 3])
    #expect(program.operators == ["Concat"])
  }

  @Test func `cropping alone is slicing`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 5])
    #expect(try program.shape(try program.call("constant_pad_nd", x, [-1, -2])) == [batch, 2])
    #expect(program.operators == ["Slice"])
    #expect(
      try program.shape(try program.call("pad", x, [1, -2], .text("reflect"))) == [batch, 4])
  }

  @Test func `a padding by a size is an operand`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 5])
    #expect(
      try program.shape(try program.call("pad", x, [0, .size(batch)])) == [batch, batch + 5])
    #expect(program.operators.last == "DynamicPad")
  }

  @Test func `repeating makes axes and takes sizes`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 5])
    #expect(try program.shape(try program.call("repeat", x, [2, 1, 3])) == [2, batch, 15])
    let rows = try program.call("repeat", x, [.size(batch), 1])
    #expect(try program.shape(rows) == [batch * batch, 5])
    let each = try program.call("repeat_interleave", x, 2, 1, overload: "self_int")
    #expect(try program.shape(each) == [batch, 10])
  }

  @Test func `elements are repeated by constant numbers`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    let counts = program.context.tensor(program.context.integers([1, 2, 0]))
    let y = try program.call("repeat_interleave", x, counts, 1)
    #expect(try program.shape(y) == [batch, 3])
    #expect(program.operators == ["Gather"])
  }

  @Test func `windows become columns and columns a picture`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 2, 6, 8])
    let columns = try program.call("im2col", x, [3, 2], [1, 1], [1, 0], [2, 2])
    #expect(try program.shape(columns) == [batch, 12, 12])
    let picture = try program.call(
      "col2im", columns, [6, 8], [3, 2], [1, 1], [1, 0], [2, 2])
    #expect(try program.shape(picture) == [batch, 2, 6, 8])
    #expect(program.operators == ["Im2Col", "Col2Im"])
  }

  @Test func `diagonals of sizes that are open are found by their places`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, batch])
    #expect(try program.shape(try program.call("diagonal", x)) == [batch])
    let y = try program.input([3], named: "y")
    #expect(try program.shape(try program.call("diag_embed", y, -1)) == [4, 4])
  }
}
