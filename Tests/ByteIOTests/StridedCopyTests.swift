import ByteIO
import TestSupport
import Testing

struct StridedCopyTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8]
  private let range: FileRange

  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 4)
    bytes = (0..<1 << 20).map { _ in UInt8.random(in: 0...255, using: &generator) }
    range = FileRange(
      file: try folder.sourceFile([1, 2, 3] + bytes), byteOffset: 3, byteCount: bytes.count)
  }

  @Test(arguments: [1, 2, 4, 8, 16])
  func `a transpose read in strips is the transpose of the whole`(width: Int) throws {
    for (rows, columns) in [(100, 70), (64, 256), (33, 500), (1000, 60), (3, 4000)] {
      for limit in [1 << 12, 1 << 14, 1 << 16, 1 << 30] {
        try expectSame([columns, rows], [1, columns], offset: 5, width: width, limit: limit)
      }
    }
  }

  @Test func `any view of long runs is gathered as in memory`() throws {
    var generator = SeededGenerator(seed: 9)
    var count = 0
    for _ in 0..<400 {
      let rank = Int.random(in: 1...4, using: &generator)
      let sizes = (0..<rank).map { _ in Int.random(in: 1...24, using: &generator) }
      var step = 1
      var strides: [Int] = []
      for size in sizes {
        strides.append(step)
        step *= size + Int.random(in: 0...1, using: &generator) * 3
      }
      let order = sizes.indices.shuffled(using: &generator)
      var shape = order.map { sizes[$0] }
      var steps = order.map { strides[$0] }
      var offset = 7
      for axis in shape.indices where Bool.random(using: &generator) {
        offset += (shape[axis] - 1) * steps[axis]
        steps[axis] = -steps[axis]
      }
      if Bool.random(using: &generator) {
        shape.insert(3, at: 0)
        steps.insert(0, at: 0)
      }
      guard (step + offset) * 2 < bytes.count else { continue }
      if try expectSame(shape, steps, offset: offset, width: 2, limit: 1 << 13) { count += 1 }
    }
    #expect(count > 50)
  }

  @Test func `a view of short runs is left to others`() {
    let copy = StridedCopy(
      range, StridedView(shape: [1000, 100], strides: [300, 3], elementOffset: 0),
      elementByteCount: 4, mostBoxByteCount: 1 << 20)
    #expect(copy == nil)
  }

  @discardableResult
  private func expectSame(
    _ shape: [Int], _ strides: [Int], offset: Int, width: Int, limit: Int
  ) throws -> Bool {
    guard
      let copy = StridedCopy(
        range, StridedView(shape: shape, strides: strides, elementOffset: offset),
        elementByteCount: width, mostBoxByteCount: limit)
    else { return false }
    var sink = MemorySink()
    try copy.write(to: &sink)
    let expected = gatherStrided(
      bytes, elementOffset: offset, shape: shape, strides: strides, elementByteCount: width)
    #expect(sink.bytes == expected, "\(shape) \(strides) \(width) \(limit)")
    return true
  }
}
