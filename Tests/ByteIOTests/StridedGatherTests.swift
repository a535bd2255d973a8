import ByteIO
import TestSupport
import Testing

struct StridedGatherTests {
  @Test(arguments: [1, 2, 4, 8, 16])
  func `any view gathers as element by element`(width: Int) {
    var generator = SeededGenerator(seed: UInt64(width))
    let source = (0..<4096 * width).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for _ in 0..<300 {
      let rank = Int.random(in: 0...4, using: &generator)
      let shape = (0..<rank).map { _ in Int.random(in: 0...6, using: &generator) }
      let strides = (0..<rank).map { _ in Int.random(in: -9...9, using: &generator) }
      let offset = 2000
      let gathered = gatherStrided(
        source, elementOffset: offset, shape: shape, strides: strides, elementByteCount: width)
      #expect(gathered == oneByOne(source, offset, shape, strides, width))
    }
  }

  @Test func `a transpose larger than a tile is exact`() {
    let source = (0..<100 * 70 * 4).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let gathered = gatherStrided(
      source, elementOffset: 0, shape: [70, 100], strides: [1, 70], elementByteCount: 4)
    #expect(gathered == oneByOne(source, 0, [70, 100], [1, 70], 4))
  }

  @Test func `a flipped axis reads backwards`() {
    let gathered = gatherStrided(
      [1, 2, 3, 4, 5, 6], elementOffset: 5, shape: [2, 3], strides: [-3, -1], elementByteCount: 1)
    #expect(gathered == [6, 5, 4, 3, 2, 1])
  }

  @Test func `a stride of zero repeats`() {
    let gathered = gatherStrided(
      [1, 2, 3], elementOffset: 1, shape: [2, 2], strides: [1, 0], elementByteCount: 1)
    #expect(gathered == [2, 2, 3, 3])
  }

  private func oneByOne(
    _ source: [UInt8], _ offset: Int, _ shape: [Int], _ strides: [Int], _ width: Int
  ) -> [UInt8] {
    guard let size = shape.first, let stride = strides.first else {
      return Array(source[offset * width..<(offset + 1) * width])
    }
    return (0..<size).flatMap {
      oneByOne(
        source, offset + $0 * stride, Array(shape.dropFirst()), Array(strides.dropFirst()), width)
    }
  }
}
