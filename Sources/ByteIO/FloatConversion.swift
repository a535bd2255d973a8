import CByteIO

/// A conversion between floating-point formats, little-endian on both sides, rounding to nearest
/// even.
package enum FloatConversion: Hashable, Sendable {
  case float32ToFloat16, float32ToBFloat16, float16ToFloat32, bfloat16ToFloat32
  case float64ToFloat32, float32ToFloat64

  /// The bytes of one element before.
  package var sourceByteCount: Int {
    switch self {
    case .float32ToFloat16, .float32ToBFloat16, .float32ToFloat64: 4
    case .float16ToFloat32, .bfloat16ToFloat32: 2
    case .float64ToFloat32: 8
    }
  }

  /// The bytes of one element after.
  package var targetByteCount: Int {
    switch self {
    case .float32ToFloat16, .float32ToBFloat16: 2
    case .float16ToFloat32, .bfloat16ToFloat32, .float64ToFloat32: 4
    case .float32ToFloat64: 8
    }
  }

  /// Converts whole elements.
  package func apply(to source: [UInt8]) -> [UInt8] {
    let count = source.count / sourceByteCount
    var target = [UInt8](repeating: 0, count: count * targetByteCount)
    unsafe source.withUnsafeBufferPointer { from in
      unsafe target.withUnsafeMutableBufferPointer { to in
        guard let from = from.baseAddress, let to = to.baseAddress else { return }
        switch self {
        case .float32ToFloat16: unsafe recast_float32_to_float16(from, to, count)
        case .float32ToBFloat16: unsafe recast_float32_to_bfloat16(from, to, count)
        case .float16ToFloat32: unsafe recast_float16_to_float32(from, to, count)
        case .bfloat16ToFloat32: unsafe recast_bfloat16_to_float32(from, to, count)
        case .float64ToFloat32: unsafe recast_float64_to_float32(from, to, count)
        case .float32ToFloat64: unsafe recast_float32_to_float64(from, to, count)
        }
      }
    }
    return target
  }
}
