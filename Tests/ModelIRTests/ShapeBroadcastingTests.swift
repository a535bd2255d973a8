import Diagnostics
import ModelIR
import Testing

@Suite struct ShapeBroadcastingTests {
  @Test(
    arguments: [
      ([[2, 3], [2, 3]], [2, 3]),
      ([[2, 3], [3]], [2, 3]),
      ([[2, 1], [1, 3]], [2, 3]),
      ([[], [2, 3]], [2, 3]),
      ([[4, 1, 1], [2, 1], [3]], [4, 2, 3]),
      ([[0], [1]], [0]),
      ([[1], [0, 2]], [0, 2]),
      ([], []),
    ] as [([[Int]], [Int])])
  func `numbers broadcast as in NumPy`(shapes: [[Int]], expected: [Int]) throws {
    let fixed = shapes.map(Shape.init(fixed:))
    #expect(try Shape.broadcast(fixed) == Shape(fixed: expected))
    #expect(try Shape.broadcast(fixed.reversed()) == Shape(fixed: expected))
  }

  @Test(arguments: [([2, 3], [4]), ([2, 3], [3, 3]), ([0], [2])])
  func `numbers that differ do not`(left: [Int], right: [Int]) {
    let caught = #expect(throws: InferenceFailure.self) {
      try Shape.broadcast([Shape(fixed: left), Shape(fixed: right)])
    }
    #expect(caught?.code == .shapeMismatch)
    #expect(caught?.message.contains(Shape(fixed: left).description) == true)
  }

  @Test func `a symbol stretches a one`() throws {
    let shape = try Shape.broadcast([[.symbol("batch"), 1], [4]])
    #expect(shape == [.symbol("batch"), 4])
  }

  @Test func `a symbol against a number is that number`() throws {
    #expect(try Shape.broadcast([[.symbol("n")], [4]]) == [4])
    #expect(try Shape.broadcast([[4], [.symbol("n")]]) == [4])
  }

  @Test func `a symbol against another keeps the first`() throws {
    #expect(try Shape.broadcast([[.symbol("n")], [.symbol("m")]]) == [.symbol("n")])
    #expect(try Shape.broadcast([[.unknown], [.symbol("m")]]) == [.symbol("m")])
  }

  @Test func `a symbol that was found to be a number has to stay it`() {
    #expect(throws: InferenceFailure.self) { try Shape.broadcast([[.symbol("n")], [4], [5]]) }
  }

  @Test(arguments: [
    ([3], [2, 3], true), ([1], [2, 3], true), ([], [2, 3], true), ([2, 1], [2, 3], true),
    ([2], [2, 3], false), ([1, 2, 3], [2, 3], false), ([3], [1], false),
  ])
  func `one shape stretches to another only by ones`(from: [Int], to: [Int], holds: Bool) {
    #expect(Shape(fixed: from).stretches(to: Shape(fixed: to)) == holds)
  }

  @Test func `a symbol may stretch`() {
    #expect(Shape([.symbol("n")]).stretches(to: [2, 3]))
    #expect(Shape([3]).stretches(to: [.symbol("n")]))
  }

  @Test func `sizes are there only if all are numbers`() {
    #expect(Shape([2, 3]).sizes == [2, 3])
    #expect(Shape([2, .symbol("n")]).sizes == nil)
    #expect(Shape([2, .symbol("n")]).description == "[2, n]")
    #expect(TensorType(.bfloat16, [.unknown]).description == "bf16[?]")
  }
}
