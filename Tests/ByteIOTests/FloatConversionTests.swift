import ByteIO
import TestSupport
import Testing

struct FloatConversionTests {
  @Test func `every float16 widens to its value`() {
    let halves = (0...UInt16.max).map { $0 }
    let wide = FloatConversion.float16ToFloat32.apply(to: bytes(halves))
    let wrong = halves.indices.filter { index in
      let value = Float(bitPattern: wide.littleEndian(UInt32.self, at: 4 * index) ?? 0)
      let expected = Self.value(ofHalf: halves[index])
      if expected.isNaN { return !value.isNaN }
      return Double(value) != expected || value.sign != (halves[index] >> 15 == 0 ? .plus : .minus)
    }
    #expect(wrong == [])
  }

  @Test func `every float16 survives widening and narrowing`() {
    let halves = (0...UInt16.max).map { $0 }
    let wide = FloatConversion.float16ToFloat32.apply(to: bytes(halves))
    let back = FloatConversion.float32ToFloat16.apply(to: wide)
    let wrong = halves.indices.filter { index in
      let narrowed: UInt16 = back.littleEndian(at: 2 * index) ?? 0
      if Self.value(ofHalf: halves[index]).isNaN { return !Self.value(ofHalf: narrowed).isNaN }
      return narrowed != halves[index]
    }
    #expect(wrong == [])
  }

  @Test func `a float32 narrows to the nearest float16, ties to even`() {
    // Between two neighbours: a little below the middle, the middle, a little above.
    var values: [UInt32] = []
    var expected: [UInt16] = []
    for half in 0..<UInt16(0x7BFF) {
      let middle = Float((Self.value(ofHalf: half) + Self.value(ofHalf: half + 1)) / 2)
      values += [middle.nextDown.bitPattern, middle.bitPattern, middle.nextUp.bitPattern]
      expected += [half, half % 2 == 0 ? half : half + 1, half + 1]
    }
    #expect(FloatConversion.float32ToFloat16.apply(to: bytes(values)) == bytes(expected))
    let negative = FloatConversion.float32ToFloat16.apply(to: bytes(values.map { $0 | 1 << 31 }))
    #expect(negative == bytes(expected.map { $0 | 0x8000 }))
  }

  @Test(arguments: [
    (Float(65504), UInt16(0x7BFF)), (65519.996, 0x7BFF), (65520, 0x7C00), (.infinity, 0x7C00),
    (-.infinity, 0xFC00), (1e38, 0x7C00), (0x1p-25, 0), (0x1.000002p-25, 1), (0, 0), (-0.0, 0x8000),
  ])
  func `the ends of float16 round as IEEE 754 says`(value: Float, expected: UInt16) {
    let narrowed = FloatConversion.float32ToFloat16.apply(to: bytes([value.bitPattern]))
    #expect(narrowed.littleEndian(at: 0) == expected)
  }

  @Test func `a float32 narrows to the nearest bfloat16, ties to even`() {
    var generator = SeededGenerator(seed: 11)
    var patterns = (0..<20_000).map { _ in UInt32.random(in: 0...UInt32.max, using: &generator) }
    patterns += [0x3F80_8000, 0x3F81_8000, 0x3F80_8001, 0x7F80_0000, 0x7F80_0001, 0xFFFF_FFFF, 1]
    let narrowed = FloatConversion.float32ToBFloat16.apply(to: bytes(patterns))
    let wrong = patterns.indices.filter { index in
      let kept: UInt16 = narrowed.littleEndian(at: 2 * index) ?? 0
      return !Self.isNearest(kept, to: Float(bitPattern: patterns[index]))
    }
    #expect(wrong == [])
  }

  /// Whether no other bfloat16 is nearer, and none as near is even where this one is odd.
  private static func isNearest(_ narrowed: UInt16, to value: Float) -> Bool {
    let result = Float(bitPattern: UInt32(narrowed) << 16)
    if value.isNaN { return result.isNaN }
    if value.isInfinite || !result.isFinite {
      return result.isInfinite && abs(value) >= Float(bitPattern: 0x7F7F_8000)
    }
    let distance = abs(Double(result) - Double(value))
    return [narrowed &+ 1, narrowed &- 1].allSatisfy { neighbour in
      let other = Float(bitPattern: UInt32(neighbour) << 16)
      guard other.isFinite, other.sign == result.sign else { return true }
      let otherDistance = abs(Double(other) - Double(value))
      return distance < otherDistance || (distance == otherDistance && narrowed % 2 == 0)
    }
  }

  @Test func `float32 and float64 convert as Swift's own do`() {
    var generator = SeededGenerator(seed: 5)
    var patterns = (0..<10_000).map { _ in UInt64.random(in: 0...UInt64.max, using: &generator) }
    patterns += [
      0, 1, 1 << 63, 0x7FF0_0000_0000_0000, 0x47EF_FFFF_E000_0000, 0x36A0_0000_0000_0000,
    ]
    let narrow = FloatConversion.float64ToFloat32.apply(to: bytes(patterns))
    let wide = FloatConversion.float32ToFloat64.apply(to: narrow)
    let wrong = patterns.indices.filter { index in
      let expected = Float(Double(bitPattern: patterns[index]))
      let value = Float(bitPattern: narrow.littleEndian(UInt32.self, at: 4 * index) ?? 0)
      let back = Double(bitPattern: wide.littleEndian(UInt64.self, at: 8 * index) ?? 0)
      if expected.isNaN { return !(value.isNaN && back.isNaN) }
      return value != expected || back != Double(expected)
    }
    #expect(wrong == [])
  }

  /// The value by the definition of the format, not by anybody's conversion.
  private static func value(ofHalf half: UInt16) -> Double {
    let sign: Double = half >> 15 == 0 ? 1 : -1
    let exponent = Int(half >> 10 & 0x1F)
    let fraction = Double(half & 0x3FF) / 1024
    switch exponent {
    case 0: return sign * fraction * 0x1p-14
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default:
      return sign * (1 + fraction) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
    }
  }

  private func bytes<Bits: FixedWidthInteger>(_ patterns: [Bits]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(patterns.count * Bits.bitWidth / 8)
    for pattern in patterns { result.appendLittleEndian(pattern) }
    return result
  }
}
