import Diagnostics
import ModelIR
import Testing

@testable import ATen

@Suite struct IndexingTests {
  private let batch = Dimension.symbol("batch")

  @Test func `one tensor of places is a gather`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3, 4])
    let i = try program.input([5, 2], .int64, named: "i")
    #expect(try program.shape(try program.call("index", x, [.none, i])) == [batch, 5, 2, 4])
    #expect(program.operators == ["Gather"])
  }

  @Test func `places along axes of their own are one gather each`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3, 4, 4])
    let i = try program.input([8, 1], .int64, named: "i")
    let j = try program.input([9], .int64, named: "j")
    let y = try program.call("index", x, [.none, .none, i, j])
    #expect(try program.shape(y) == [batch, 3, 8, 9])
    #expect(program.operators.filter { $0 == "Gather" }.count == 2)
    #expect(!program.operators.contains("GatherND"))
  }

  @Test func `places of axes that are apart come first`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3, 4])
    let i = try program.input([5], .int64, named: "i")
    let apart = try program.call("index", x, [i, .none, i])
    #expect(try program.shape(apart) == [5, 3])
    let together = try program.call("index", x, [.none, i, i])
    #expect(try program.shape(together) == [batch, 5])
  }

  @Test func `what a mask keeps has a size with a name`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3, 4])
    let mask = try program.input([batch, 3], .bool, named: "mask")
    let kept = try program.call("index", x, [mask])
    let shape = try program.shape(kept)
    #expect(shape.rank == 2)
    #expect(shape[0].text != nil)
    #expect(program.context.isComputable(shape[0]))
    #expect(program.operators.contains("NonZero"))
  }

  @Test func `a number where a mask holds is a choice`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3, 4])
    let mask = try program.input([batch, 3], .bool, named: "mask")
    _ = try program.call("index_put_", x, [mask], .number(0))
    #expect(program.operators.last == "Where")
    #expect(!program.operators.contains("NonZero"))
    #expect(try program.shape(x) == [batch, 3, 4])
  }

  @Test func `values at places are scattered, or added`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3, 4])
    let i = try program.input([5], .int64, named: "i")
    let v = try program.input([5], named: "v")
    _ = try program.call("index_put", x, [.none, i, i], v, .boolean(true))
    #expect(program.all(ScatterND.self).map(\.reduction) == [.add])
    let row = try program.input([2, 4], named: "row")
    let j = try program.input([2], .int64, named: "j")
    _ = try program.call("index_copy", x, 1, j, program.call("expand", row, [.size(batch), 2, 4]))
    #expect(program.all(ScatterND.self).count == 2)
  }

  @Test func `more sources than places are cut`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 5])
    let i = try program.input([batch, 2], .int64, named: "i")
    let source = try program.input([batch, 4], named: "source")
    let y = try program.call("scatter", x, 1, i, source)
    #expect(try program.shape(y) == [batch, 5])
    #expect(program.operators == ["Slice", "ScatterElements"])
  }

  @Test func `places in a sorted axis are counted`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    let bounds = try program.input([6], named: "bounds")
    #expect(try program.shape(try program.call("bucketize", x, bounds)) == [batch, 3])
    #expect(program.operators.contains("Less"))
  }

  @Test func `bags of one length are rows of a table`() throws {
    let program = CallRecorder()
    let weight = try program.input([7, 4], named: "weight")
    let indices = try program.input([6], .int64, named: "indices")
    let offsets = program.context.tensor(program.context.integers([0, 3]))
    let sum = try program.call("embedding_bag", weight, indices, offsets)
    #expect(try program.shape(sum) == [2, 4])
    #expect(program.operators == ["Reshape", "Embedding", "ReduceSum"])
    let uneven = program.context.tensor(program.context.integers([0, 2]))
    let mean = try program.call("embedding_bag", weight, indices, uneven, .boolean(false), 1)
    #expect(try program.shape(mean) == [2, 4])
    #expect(program.operators.contains("ScatterND"))
  }
}
