import ByteIO
import Diagnostics
import ModelIR
import TestSupport
import Testing

@Suite struct ElementMapTests {
  private func weight(_ values: [Double], _ elementType: ElementType) throws -> Weight {
    try #require(Weight.array(values, elementType))
  }

  @Test(arguments: ElementType.allCases)
  func `bytes are swapped number by number`(elementType: ElementType) throws {
    let bytes = (0..<UInt8(elementType.byteCount * 3)).map(\.self)
    let weight = Weight(elementType, shape: [3], bytes: bytes)
    let width = elementType.isComplex ? elementType.byteCount / 2 : elementType.byteCount
    let expected = stride(from: 0, to: bytes.count, by: width).flatMap {
      bytes[$0..<$0 + width].reversed()
    }
    #expect(try weight.byteSwapped().bytes() == expected)
    #expect(try weight.byteSwapped().byteSwapped().bytes() == bytes)
  }

  @Test(arguments: [ElementType.float16, .bfloat16, .float32, .float64, .int8, .int32, .int64])
  func `negated numbers have the other sign`(elementType: ElementType) throws {
    let weight = try weight([1, -2, 0, 100], elementType)
    #expect(try weight.negated().doubles() == [-1, 2, 0, -100])
  }

  @Test func `the least integer is its own negative`() throws {
    #expect(try weight([-128], .int8).negated().doubles() == [-128])
    #expect(try weight([1], .uint16).negated().doubles() == [65535])
  }

  @Test func `small floats keep their zero and their NaN`() throws {
    let bytes: [UInt8] = [0x00, 0x80, 0x01, 0x81]
    func negated(_ elementType: ElementType) throws -> [UInt8] {
      try Weight(elementType, shape: [4], bytes: bytes).negated().bytes()
    }
    #expect(try negated(.float8E4M3FN) == [0x80, 0x00, 0x81, 0x01])
    #expect(try negated(.float8E5M2FNUZ) == [0x00, 0x80, 0x81, 0x01])
    #expect(try negated(.float4E2M1FNx2) == [0x88, 0x08, 0x89, 0x09])
    #expect(thrownDiagnostic { try negated(.bool) }?.code == .noElementConversion)
    #expect(thrownDiagnostic { try negated(.float8E8M0FNU) }?.code == .noElementConversion)
  }

  @Test func `conjugates change the imaginary part only`() throws {
    let parts = try weight([1, 2, -3, -4], .float32).bytes()
    let weight = Weight(.complex64, shape: [2], bytes: parts)
    let conjugated = try self.weight([1, -2, -3, 4], .float32).bytes()
    #expect(try weight.conjugated().bytes() == conjugated)
    let negated = try self.weight([-1, -2, 3, 4], .float32).bytes()
    #expect(try weight.negated().bytes() == negated)
    let real = Weight(.float32, shape: [4], bytes: parts)
    #expect(real.conjugated() == real)
  }

  @Test func `changes and views commute`() throws {
    let folder = try TemporaryFolder()
    let count = 300_000
    let numbers = (0..<count).map { Int32(truncatingIfNeeded: $0 &* 2_654_435_761) }
    var big: [UInt8] = []
    for number in numbers { big.appendLittleEndian(number.byteSwapped) }
    let file = try folder.sourceFile(big)
    let stored = try #require(Weight(.int32, shape: [600, 500], in: file.wholeRange))
    let swapped = stored.byteSwapped()
    func expected(_ indices: [Int]) -> [UInt8] {
      var bytes: [UInt8] = []
      for index in indices { bytes.appendLittleEndian(numbers[index]) }
      return bytes
    }
    #expect(try swapped.bytes() == expected(Array(0..<count)))
    let turned = (0..<500).flatMap { column in (0..<600).map { $0 * 500 + column } }
    #expect(try swapped.transposed(by: [1, 0]).bytes() == expected(turned))
    #expect(try stored.transposed(by: [1, 0]).byteSwapped().bytes() == expected(turned))
    #expect(
      try swapped.transposed(by: [1, 0]).reshaped(to: [count]).negated().negated().bytes()
        == expected(turned))
    let joined = Weight.concatenated([stored, stored], along: 0).byteSwapped()
    #expect(try joined.sliced(along: 0, 600..<1200).bytes() == expected(Array(0..<count)))
    #expect(
      try swapped.sliced(along: 0, 599..<600).bytes() == expected(Array(299_500..<300_000)))
  }

  @Test func `a changed weight can be converted`() throws {
    let weight = try weight([1, -2], .float32)
    #expect(try weight.negated().converted(to: .float64).doubles() == [-1, 2])
    #expect(try weight.converted(to: .float64).negated().doubles() == [-1, 2])
  }
}
