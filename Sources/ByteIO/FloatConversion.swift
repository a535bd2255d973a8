import CByteIO

/// A conversion between floating-point formats, little-endian on both sides, rounding to nearest
/// even.
package enum FloatConversion: Hashable, Sendable {
  case float32ToFloat16, float32ToBFloat16, float16ToFloat32, bfloat16ToFloat32
  case float64ToFloat32, float32ToFloat64
  /// Numbers of one byte, every one of which a 32-bit number can be.
  case float8ToFloat32(Float8Format)

  /// The bytes of one element before.
  package var sourceByteCount: Int {
    switch self {
    case .float32ToFloat16, .float32ToBFloat16, .float32ToFloat64: 4
    case .float16ToFloat32, .bfloat16ToFloat32: 2
    case .float64ToFloat32: 8
    case .float8ToFloat32: 1
    }
  }

  /// The bytes of one element after.
  package var targetByteCount: Int {
    switch self {
    case .float32ToFloat16, .float32ToBFloat16: 2
    case .float16ToFloat32, .bfloat16ToFloat32, .float64ToFloat32, .float8ToFloat32: 4
    case .float32ToFloat64: 8
    }
  }

  /// Converts whole elements.
  package func apply(to source: [UInt8]) -> [UInt8] {
    var overflowCount = 0
    return apply(to: source, overflowCount: &overflowCount)
  }

  /// Converts whole elements, and counts the finite ones that became infinite.
  package func apply(to source: [UInt8], overflowCount: inout Int) -> [UInt8] {
    unsafe apply(to: source.span.bytes, overflowCount: &overflowCount)
  }

  /// Converts whole elements, and counts the finite ones that became infinite.
  package func apply(to source: RawSpan, overflowCount: inout Int) -> [UInt8] {
    let count = source.byteCount / sourceByteCount
    var overflows = 0
    let target = unsafe [UInt8](unsafeUninitializedCapacity: count * targetByteCount) {
      (to: inout UnsafeMutableBufferPointer<UInt8>, size: inout Int) in
      size = count * targetByteCount
      unsafe source.withUnsafeBytes { bytes in
        guard let from = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
          let to = to.baseAddress
        else { return }
        switch self {
        case .float32ToFloat16: overflows = unsafe recast_float32_to_float16(from, to, count)
        case .float32ToBFloat16: overflows = unsafe recast_float32_to_bfloat16(from, to, count)
        case .float16ToFloat32: unsafe recast_float16_to_float32(from, to, count)
        case .bfloat16ToFloat32: unsafe recast_bfloat16_to_float32(from, to, count)
        case .float64ToFloat32: overflows = unsafe recast_float64_to_float32(from, to, count)
        case .float32ToFloat64: unsafe recast_float32_to_float64(from, to, count)
        case .float8ToFloat32(let format):
          unsafe format.bits.withUnsafeBufferPointer { table in
            guard let table = table.baseAddress else { return }
            unsafe recast_bytes_to_float32(from, to, count, table)
          }
        }
      }
    }
    overflowCount += overflows
    return target
  }
}
