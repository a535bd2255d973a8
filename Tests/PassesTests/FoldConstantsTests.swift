import Diagnostics
import ModelIR
import Passes
import Testing

struct FoldConstantsTests {
  /// The values of the only weight that is left, and the number of nodes.
  private func folded(
    _ body: (inout GraphBuilder, ValueID) throws -> ValueID
  ) throws -> (values: [Int]?, shape: [Int], nodeCount: Int) {
    let input = TensorType(.int64, [.symbol("batch"), 1])
    let graph = try graph(input) { builder, x throws in
      try builder.add(Add(), x, try body(&builder, x))
    }
    let rewritten = try result(of: FoldConstants(), on: graph)
    let weight = try #require(rewritten.usedWeights.last?.weight)
    return (try weight.integerValues(), weight.shape, rewritten.nodes.count)
  }

  @Test func `sizes that are numbers are known`() throws {
    let found = try folded { builder, x throws in
      let wide = try builder.add(Tile(repeats: [1, 5]), x)
      let sizes = try builder.add(ShapeOf(start: 1), wide)
      return try builder.add(Squeeze(axes: [0]), sizes)
    }
    #expect(found.values == [5])
    #expect(found.shape == [])
  }

  @Test func `sizes that are no numbers stay`() throws {
    let graph = try graph(TensorType(.int64, [.symbol("batch"), 1])) { builder, x throws in
      try builder.add(ShapeOf(), x)
    }
    #expect(try FoldConstants().run(on: graph) == nil)
  }

  @Test func `arithmetic on integers is exact`() throws {
    let found = try folded { builder, _ throws in
      let a = builder.addConstant(.integers([7, -7, 1 << 60]))
      let b = builder.addConstant(.integers([2]))
      let quotient = try builder.add(FloorDivide(), a, b)
      let rest = try builder.add(Modulo(kind: .floored), a, b)
      return try builder.add(Concat(axis: 0), quotient, rest)
    }
    #expect(found.values == [3, -4, 1 << 59, 1, 1, 0])
    #expect(found.nodeCount == 1)
  }

  @Test func `what would overflow or divides by 0 is left to the runtime`() throws {
    let graph = try graph(TensorType(.int64, [1])) { builder, x throws in
      let most = builder.addConstant(.integers([.max]))
      let zero = builder.addConstant(.integers([0]))
      let sum = try builder.add(Add(), most, most)
      let quotient = try builder.add(Divide(), most, zero)
      return try builder.add(Add(), x, try builder.add(Add(), sum, quotient))
    }
    #expect(try FoldConstants().run(on: graph) == nil)
  }

  @Test func `elements are gathered, compared, chosen and cast`() throws {
    let found = try folded { builder, _ throws in
      let table = builder.addConstant(.integers([10, 20, 30, 40]))
      let rows = try builder.add(Reshape(target: [.size(2), .size(2)]), table)
      let picked = try builder.add(
        Gather(axis: 1), rows, builder.addConstant(.integers([-1, 0, 1])))
      let limit = builder.addConstant(.scalar(integer: 25))
      let small = try builder.add(Less(), picked, limit)
      let chosen = try builder.add(Where(), small, picked, limit)
      let real = try builder.add(Cast(to: .float32), chosen)
      let half = try builder.add(
        Divide(), real, builder.addConstant(try #require(.scalar(2, .float32))))
      return try builder.add(
        Slice(axis: 0, start: 0, end: 1), try builder.add(Cast(to: .int64), half))
    }
    #expect(found.values == [10, 5, 10])
    #expect(found.shape == [1, 3])
    #expect(found.nodeCount == 1)
  }

  @Test func `ranges and fills are stored while they are small`() throws {
    let found = try folded { builder, _ throws in
      let range = try builder.add(FixedRange(start: 1, end: 6, step: 2, elementType: .int64))
      let sizes = builder.addConstant(.integers([2, 3]))
      let fill = try builder.add(
        DynamicFill(shape: [2, 3], value: 1, elementType: .int64), sizes)
      return try builder.add(Add(), fill, range)
    }
    #expect(found.values == [2, 4, 6, 2, 4, 6])
    let large = try graph(TensorType(.float32, [1])) { builder, x throws in
      try builder.add(
        Add(), x, try builder.add(Fill(shape: [5000], value: 1, elementType: .float32)))
    }
    #expect(try FoldConstants().run(on: large) == nil)
  }

  @Test func `parts of a large weight are views of it and keep its name`() throws {
    let graph = try graph(.batch(100)) { builder, x throws in
      let weight = builder.addWeight(.zeros(100, 300), named: "weight")
      let parts = try builder.addNode(Split(axis: 1, sizes: [100, 200]), [weight])
      let narrow = try builder.add(Linear(), x, parts[0])
      return try builder.add(Concat(axis: 1), narrow, try builder.add(Linear(), x, parts[1]))
    }
    let rewritten = try result(of: FoldConstants(), on: graph)
    #expect(rewritten.usedWeights.map { rewritten[$0.id].name } == ["weight", "weight_1"])
    #expect(rewritten.usedWeights.map(\.weight.shape) == [[100, 100], [100, 200]])
    #expect(rewritten.nodes.count == 3)
  }

  @Test func `a large weight that is taken as it is too is not written twice`() throws {
    let graph = try graph(.batch(100)) { builder, x throws in
      let weight = builder.addWeight(.zeros(100, 100), named: "weight")
      let part = try builder.add(Slice(axis: 0, start: 0, end: 90), weight)
      let once = try builder.add(Linear(), x, weight)
      return try builder.add(MatMul(), once, try builder.add(Transpose(axes: [1, 0]), part))
    }
    #expect(try FoldConstants().run(on: graph) == nil)
  }

  @Test func `a weight without elements is only viewed`() throws {
    let graph = try graph(.batch(4)) { builder, x throws in
      let absent = try #require(Weight(absent: "meta", .float32, shape: [2, 2]))
      let weight = builder.addWeight(absent, named: "weight")
      let flat = try builder.add(Reshape(target: [.size(4)]), weight)
      return try builder.add(Add(), x, try builder.add(Negate(), flat))
    }
    let rewritten = try result(of: FoldConstants(), on: graph)
    #expect(rewritten.nodes.map(\.operator.definition.name) == ["Negate", "Add"])
  }
}
