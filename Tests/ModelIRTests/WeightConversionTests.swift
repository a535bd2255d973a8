import ByteIO
import Diagnostics
import ModelIR
import TestSupport
import Testing

@Suite struct WeightConversionTests {
  @Test func `numbers become constants of their type and come back`() throws {
    for elementType: ElementType in [
      .float64, .float32, .float16, .bfloat16, .int64, .int32, .int16, .int8, .uint64, .uint32,
      .uint16, .uint8,
    ] {
      let weight = try #require(Weight.array([0, 1, 100], elementType))
      #expect(weight.byteCount == 3 * elementType.byteCount)
      #expect(try weight.doubles() == [0, 1, 100], "\(elementType)")
    }
    #expect(try Weight.array([0, 2, -1], .bool)?.doubles() == [0, 1, 1])
    #expect(try Weight.integers([-1, 5]).doubles() == [-1, 5])
    #expect(Weight.scalar(integer: 7).shape == [])
    #expect(Weight.scalar(0.5, .float32)?.shape == [])
  }

  @Test func `numbers that a type cannot hold make no constant`() {
    #expect(Weight.array([0.5], .int64) == nil)
    #expect(Weight.array([-1], .uint8) == nil)
    #expect(Weight.array([256], .uint8) == nil)
    #expect(Weight.array([.infinity], .int32) == nil)
    #expect(Weight.array([1], .complex64) == nil)
    #expect(Weight.array([1], .float8E5M2) == nil)
  }

  @Test func `conversion rounds to the nearest even`() throws {
    let weight = try #require(Weight.array([1, 1 + 0x1p-11, 1 + 0x3p-11, -65519, 65520], .float32))
    let half = weight.converted(to: .float16)
    #expect(half.elementType == .float16)
    #expect(half.byteCount == 10)
    #expect(try half.doubles() == [1, 1, 1 + 0x1p-9, -65504, .infinity])
    #expect(try half.converted(to: .float64).doubles() == [1, 1, 1 + 0x1p-9, -65504, .infinity])
  }

  @Test func `a conversion sees through views`() throws {
    let weight = try #require(Weight.array([0, 1, 2, 3, 4, 5], .float64)).reshaped(to: [2, 3])
    let view = weight.transposed(by: [1, 0]).converted(to: .float32).flipped(along: [0])
    #expect(try view.doubles() == [2, 5, 1, 4, 0, 3])
    #expect(try view.sliced(along: 0, 1..<2).doubles() == [1, 4])
    #expect(weight.converted(to: .float64) == weight)
  }

  @Test func `other conversions are refused when they are written`() throws {
    let weight = Weight.integers([1])
    #expect(!Weight.canConvert(.int64, to: .float32))
    #expect(Weight.canConvert(.int64, to: .int64))
    #expect(Weight.canConvert(.bfloat16, to: .float64))
    let found = thrownDiagnostic { try weight.converted(to: .float32).bytes() }
    #expect(found?.code == .noElementConversion)
    #expect(found?.message.contains("i64") == true)
  }

  @Test func `elements that become infinite are counted, however often they are written`() throws {
    let values: [Double] = [1, 65519, 65520, -1e10, .infinity, .nan, -65504]
    let weight = try #require(Weight.array(values, .float32))
    let tally = OverflowTally()
    let half = weight.converted(to: .float16, counting: tally)
    #expect(tally.count == nil)
    for _ in 0..<2 {
      _ = try half.bytes()
      #expect(tally.count == 2)
    }
    let wide = try #require(Weight.array([1e300, 1e10, 3.4e38, -1e39], .float64))
    let double = OverflowTally()
    _ = try wide.converted(to: .float16, counting: double).bytes()
    #expect(double.count == 4)
    let brain = OverflowTally()
    let large = try #require(Weight.array([3.39e38, 3.4e38, 1], .float32))
    #expect(
      try large.converted(to: .bfloat16, counting: brain).doubles()
        == [3.3895313892515355e38, .infinity, 1])
    #expect(brain.count == 1)
  }

  @Test func `halves of both kinds and numbers of eight bits are converted`() throws {
    let half = try #require(Weight.array([1.0009765625, 65504, 1e-7], .float16))
    #expect(try half.converted(to: .bfloat16).doubles() == [1, 65536, 1.1920928955078125e-7])
    let brain = try #require(Weight.array([1.0078125, 131072], .bfloat16))
    #expect(try brain.converted(to: .float16).doubles() == [1.0078125, .infinity])
    let bytes: [UInt8] = [0x00, 0x01, 0x38, 0x7E, 0xB8]
    func values(_ type: ElementType) throws -> [Double] {
      try Weight(type, shape: [5], bytes: bytes).converted(to: .float32).doubles()
    }
    #expect(try values(.float8E4M3FN) == [0, 0x1p-9, 1, 448, -1])
    #expect(try values(.float8E4M3FNUZ) == [0, 0x1p-10, 0.5, 224, -0.5])
    #expect(try values(.float8E5M2)[..<3] == [0, 0x1p-16, 0.5])
    #expect(try values(.float8E5M2FNUZ) == [0, 0x1p-17, 0.25, 49152, -0.25])
    #expect(try values(.float8E8M0FNU) == [0x1p-127, 0x1p-126, 0x1p-71, 0x1p-1, 0x1p57])
  }

  @Test func `a large conversion is written block by block, and parts of it alone`() throws {
    let folder = try TemporaryFolder()
    let count = 700_000
    var bytes: [UInt8] = []
    for number in 0..<count {
      bytes += withUnsafeBytes(of: Float(number % 2048).bitPattern) { Array($0) }
    }
    let source = try folder.sourceFile(bytes)
    let weight = try #require(Weight(.float32, shape: [700, 1000], in: source.wholeRange))
    let half = weight.converted(to: .float16)
    #expect(try half.doubles(limit: .max) == (0..<count).map { Double($0 % 2048) })
    #expect(
      try half.sliced(along: 0, 699..<700).doubles()
        == (699_000..<700_000).map { Double($0 % 2048) })
    #expect(
      try half.transposed(by: [1, 0]).sliced(along: 0, 1..<2).doubles()
        == (0..<700).map { Double(($0 * 1000 + 1) % 2048) })
    #expect(
      try weight.transposed(by: [1, 0]).converted(to: .float16).doubles(limit: .max)
        == weight.transposed(by: [1, 0]).doubles(limit: .max))
  }
}
