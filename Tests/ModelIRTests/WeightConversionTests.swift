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
}
