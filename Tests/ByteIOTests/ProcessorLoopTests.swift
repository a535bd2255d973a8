import ByteIO
import TestSupport
import Testing

/// The tests of this package compare the loops with definitions; these compare them with each other, where
/// the processor has what the faster ones need.
@Suite(.serialized) struct ProcessorLoopTests {
  @Test(arguments: [
    FloatConversion.float32ToFloat16, .float16ToFloat32, .float32ToBFloat16,
  ])
  func `conversions give the same bits and the same counts`(conversion: FloatConversion) {
    var generator = SeededGenerator(seed: 17)
    var bytes = (0..<400_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    // Numbers that both formats have, and every half of them with each exponent.
    for value in stride(from: Float(-70_000), through: 70_000, by: 1.9) {
      bytes.appendLittleEndian(value.bitPattern)
    }
    for half in 0...UInt16.max { bytes.appendLittleEndian(half) }
    for rest in 0..<3 {
      let part = Array(bytes.dropLast(rest * conversion.sourceByteCount))
      var fastCount = 0
      var portableCount = 0
      let fast = conversion.apply(to: part, overflowCount: &fastCount)
      let portable = ProcessorLoops.runPortably {
        conversion.apply(to: part, overflowCount: &portableCount)
      }
      #expect(fast == portable)
      #expect(fastCount == portableCount)
    }
  }

  @Test func `checksums are those of the definition, whatever the length and the alignment`() {
    var generator = SeededGenerator(seed: 18)
    let bytes = (0..<2000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for count in Array(0..<40) + Array(240..<340) + [1023, 1024, 1025, 1900] {
      let start = count % 17
      let part = Array(bytes[start..<start + count])
      var pieces = CRC32(Array(part.prefix(count / 3)))
      pieces.update(Array(part.dropFirst(count / 3)))
      let expected = Self.definition(part)
      #expect(CRC32(part).value == expected)
      #expect(pieces.value == expected)
      #expect(ProcessorLoops.runPortably { CRC32(part).value } == expected)
    }
  }

  /// Division by the polynomial, bit by bit.
  private static func definition(_ bytes: [UInt8]) -> UInt32 {
    var rest = UInt32.max
    for byte in bytes {
      rest ^= UInt32(byte)
      for _ in 0..<8 { rest = rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ 0xEDB8_8320 }
    }
    return ~rest
  }
}
