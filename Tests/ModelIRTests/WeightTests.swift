import ByteIO
import Diagnostics
import ModelIR
import TestSupport
import Testing

@Suite struct WeightTests {
  private static let widths: [ElementType] = [.uint8, .int16, .float32, .float64, .complex128]

  private func fileWeight(
    _ elementType: ElementType, _ tensor: PlainTensor, in folder: TemporaryFolder
  ) throws -> Weight {
    let prefix: [UInt8] = [9, 9, 9, 9, 9, 9, 9]
    let bytes = tensor.bytes(of: elementType)
    let file = try folder.sourceFile(prefix + bytes + prefix)
    let range = FileRange(file: file, byteOffset: prefix.count, byteCount: bytes.count)
    return try #require(Weight(elementType, shape: tensor.shape, in: range))
  }

  @Test(arguments: widths, [false, true])
  func `views of views agree with indices computed one by one`(
    elementType: ElementType, isFile: Bool
  ) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<60 {
      let rank = Int.random(in: 0...4, using: &generator)
      let shape = (0..<rank).map { _ in Int.random(in: 0...4, using: &generator) }
      var plain = PlainTensor(counting: shape)
      var weight =
        isFile
        ? try fileWeight(elementType, plain, in: folder)
        : Weight(elementType, shape: shape, bytes: plain.bytes(of: elementType))
      for _ in 0..<5 {
        changeBoth(&weight, &plain, using: &generator)
        #expect(weight.shape == plain.shape)
        #expect(try weight.bytes() == plain.bytes(of: elementType))
      }
    }
  }

  private func changeBoth(
    _ weight: inout Weight, _ plain: inout PlainTensor, using generator: inout SeededGenerator
  ) {
    let axes = Array(plain.shape.indices)
    let axis = axes.randomElement(using: &generator) ?? 0
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      let order = axes.shuffled(using: &generator)
      weight = weight.transposed(by: order)
      plain = plain.transposed(by: order)
    case 1:
      let flipped = axes.filter { _ in Bool.random(using: &generator) }
      weight = weight.flipped(along: flipped)
      plain = plain.flipped(along: flipped)
    case 2 where !axes.isEmpty:
      let start = Int.random(in: 0...plain.shape[axis], using: &generator)
      let end = Int.random(in: start...plain.shape[axis], using: &generator)
      weight = weight.sliced(along: axis, start..<end)
      plain = plain.sliced(along: axis, start..<end)
    case 3 where !axes.isEmpty && plain.elements.count < 200:
      let reversed = plain.flipped(along: [axis])
      weight = .concatenated([weight, weight.flipped(along: [axis])], along: axis)
      plain = plain.concatenated(with: reversed, along: axis)
    default:
      let shape = [plain.elements.count, 1] + (plain.elements.count % 2 == 0 ? [] : [1])
      let target = Bool.random(using: &generator) ? shape : plain.shape.reversed()
      weight = weight.reshaped(to: target)
      plain = plain.reshaped(to: target)
    }
  }

  @Test(arguments: [0, 1, 2])
  func `concatenation along any axis puts parts side by side`(axis: Int) throws {
    let first = PlainTensor(counting: [2, 3, 4])
    let second = first.sliced(along: axis, 1..<2)
    let weights = [first, second].map {
      Weight(.float32, shape: $0.shape, bytes: $0.bytes(of: .float32))
    }
    let joined = Weight.concatenated(weights, along: axis)
    let expected = first.concatenated(with: second, along: axis)
    #expect(joined.shape == expected.shape)
    #expect(try joined.bytes() == expected.bytes(of: .float32))
    #expect(try joined.sliced(along: axis, 1..<2).bytes() == second.bytes(of: .float32))
    #expect(Weight.concatenated([weights[0]], along: axis) == weights[0])
  }

  @Test func `a reshape after a flip keeps the flipped order`() throws {
    let plain = PlainTensor(counting: [2, 3])
    let weight = Weight(.float32, shape: [2, 3], bytes: plain.bytes(of: .float32))
    let reshaped = weight.flipped(along: [1]).reshaped(to: [3, 2])
    #expect(try reshaped.doubles() == [2, 1, 0, 5, 4, 3])
    #expect(try reshaped.transposed(by: [1, 0]).doubles() == [2, 0, 4, 1, 5, 3])
  }

  @Test func `a large view is written in parts that join`() throws {
    let folder = try TemporaryFolder()
    let plain = PlainTensor(counting: [70, 9, 140])
    let weight = try fileWeight(.complex128, plain, in: folder)
    #expect(weight.byteCount > 1 << 20)
    for axes in [[0], [2], [0, 2]] {
      #expect(
        try weight.flipped(along: axes).bytes()
          == plain.flipped(along: axes).bytes(of: .complex128))
    }
    for order in [[0, 2, 1], [2, 1, 0]] {
      #expect(
        try weight.transposed(by: order).bytes()
          == plain.transposed(by: order).bytes(of: .complex128))
    }
  }

  @Test func `a large conversion is written in the order of its view`() throws {
    let folder = try TemporaryFolder()
    let plain = PlainTensor(counting: [70, 9, 30])
    let weight = try fileWeight(.float32, plain, in: folder)
    #expect(
      try weight.converted(to: .float64).flipped(along: [0, 2]).bytes()
        == plain.flipped(along: [0, 2]).bytes(of: .float64))
  }

  @Test func `a repeated axis is written as often as it says`() throws {
    let folder = try TemporaryFolder()
    let range = try folder.sourceFile(PlainTensor(counting: [3]).bytes(of: .float32)).wholeRange
    let view = StridedView(shape: [4, 3, 2], strides: [0, 1, 0], elementOffset: 0)
    let weight = try #require(Weight(.float32, view: view, in: range))
    let once: [Double] = [0, 0, 1, 1, 2, 2]
    #expect(try weight.doubles() == once + once + once + once)
  }

  @Test func `contiguous bytes of a file are handed on as a range`() throws {
    let folder = try TemporaryFolder()
    let weight = try fileWeight(.float32, PlainTensor(counting: [4, 3]), in: folder)
    var sink = RangeSink()
    try weight.write(to: &sink)
    try weight.sliced(along: 0, 1..<3).write(to: &sink)
    #expect(sink.ranges.map(\.byteRange) == [7..<55, 19..<43])
    #expect(sink.writtenByteCount == 0)
  }

  @Test func `a range that is not exactly the shape's bytes makes no weight`() throws {
    let range = try TemporaryFolder().sourceFile([UInt8](repeating: 0, count: 24)).wholeRange
    #expect(Weight(.float32, shape: [2, 3], in: range) != nil)
    #expect(Weight(.float32, shape: [2, 4], in: range) == nil)
    #expect(Weight(.float32, shape: [-2, -3], in: range) == nil)
    #expect(Weight(.float32, shape: [.max, .max], in: range) == nil)
    #expect(Weight(.float32, shape: [0, .max, .max], in: range) == nil)
  }

  @Test(
    arguments: [
      ([2, 3], [3, 1], 0, true), ([2, 3], [3, 1], 1, false), ([2, 3], [-3, 1], 3, true),
      ([2, 3], [-3, 1], 2, false), ([2, 3], [.max, 1], 0, false), ([0, 3], [.max, 1], 99, true),
      ([2, 3], [3], 0, false), ([2], [1], -1, false), ([2, 2], [.min, .min], 0, false),
      ([], [], 5, true), ([], [], 6, false),
    ] as [([Int], [Int], Int, Bool)])
  func `a view that would leave its file makes no weight`(
    shape: [Int], strides: [Int], offset: Int, isInside: Bool
  ) throws {
    let range = try TemporaryFolder().sourceFile([UInt8](repeating: 0, count: 24)).wholeRange
    let view = StridedView(shape: shape, strides: strides, elementOffset: offset)
    #expect((Weight(.float32, view: view, in: range) != nil) == isInside)
  }

  @Test func `reading more than the limit is refused`() {
    let weight = Weight(.float32, shape: [4], bytes: [UInt8](repeating: 0, count: 16))
    #expect(thrownDiagnostic { try weight.bytes(limit: 15) }?.code == .fileTooLarge)
    #expect(thrownDiagnostic { try weight.bytes(limit: 16) } == nil)
  }
}

/// A sink that notes the ranges that it is handed.
private struct RangeSink: ByteSink {
  var position = 0
  var ranges: [FileRange] = []
  var writtenByteCount = 0

  mutating func write(_ bytes: RawSpan) throws(Diagnostic) { writtenByteCount += bytes.byteCount }

  mutating func copy(_ range: FileRange) throws(Diagnostic) { ranges.append(range) }
}

/// A sink that keeps nothing but counts and the largest write.
private struct CountingSink: ByteSink {
  var position = 0
  var largestWrite = 0

  mutating func write(_ bytes: RawSpan) throws(Diagnostic) {
    position += bytes.byteCount
    largestWrite = max(largestWrite, bytes.byteCount)
  }

  mutating func copy(_ range: FileRange) throws(Diagnostic) { try copyInBlocks(range) }
}

@Suite struct LargeViewTests {
  @Test(arguments: [[1, 30_000_000], [30_000_000], [5000, 6000], [30_000_000, 1]])
  func `an element that is repeated millions of times is written in blocks`(shape: [Int]) throws {
    let folder = try TemporaryFolder()
    let file = try folder.sourceFile([1, 2, 3, 4, 5, 6, 7, 8])
    let view = StridedView(
      shape: shape, strides: shape.map { _ in 0 }, elementOffset: 1)
    let weight = try #require(Weight(.float32, view: view, in: file.wholeRange))
    var sink = CountingSink()
    try weight.write(to: &sink)
    #expect(sink.position == 120_000_000)
    #expect(sink.largestWrite <= 1 << 20)
  }

  @Test func `a large transpose is written in blocks and in order`() throws {
    let rows = 700
    let columns = 900
    var bytes: [UInt8] = []
    for index in 0..<rows * columns { bytes.appendLittleEndian(UInt32(index)) }
    let weight = Weight(.uint32, shape: [rows, columns], bytes: bytes).transposed(by: [1, 0])
    var expected: [UInt8] = []
    for column in 0..<columns {
      for row in 0..<rows { expected.appendLittleEndian(UInt32(row * columns + column)) }
    }
    #expect(try weight.bytes() == expected)
    var sink = CountingSink()
    try weight.write(to: &sink)
    #expect(sink.largestWrite <= 1 << 20)
    let outer = weight.reshaped(to: [1, columns, rows]).flipped(along: [1])
    let reversed = stride(from: columns - 1, through: 0, by: -1).flatMap {
      expected[$0 * rows * 4..<($0 + 1) * rows * 4]
    }
    #expect(try outer.bytes() == reversed)
  }
}
