/// Multiplies rows of little-endian floating-point numbers in place, each row by a number of its own.
package enum FloatScaling {
  /// Multiplies 32-bit numbers; each product is rounded once, from 64 bits.
  ///
  /// - Precondition: there are as many rows of `rowByteCount` bytes as factors.
  package static func multiplyFloat32(
    _ bytes: inout [UInt8], by factors: ArraySlice<Double>, rowByteCount: Int
  ) {
    precondition(bytes.count == factors.count * rowByteCount)
    unsafe bytes.withUnsafeMutableBytes { buffer in
      var offset = 0
      for factor in factors {
        let end = offset + rowByteCount / 4 * 4
        while offset < end {
          let bits = unsafe buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
          let number = Float(bitPattern: UInt32(littleEndian: bits))
          let product = Float(Double(number) * factor).bitPattern.littleEndian
          unsafe buffer.storeBytes(of: product, toByteOffset: offset, as: UInt32.self)
          offset += 4
        }
      }
    }
  }

  /// Multiplies 64-bit numbers.
  ///
  /// - Precondition: there are as many rows of `rowByteCount` bytes as factors.
  package static func multiplyFloat64(
    _ bytes: inout [UInt8], by factors: ArraySlice<Double>, rowByteCount: Int
  ) {
    precondition(bytes.count == factors.count * rowByteCount)
    unsafe bytes.withUnsafeMutableBytes { buffer in
      var offset = 0
      for factor in factors {
        let end = offset + rowByteCount / 8 * 8
        while offset < end {
          let bits = unsafe buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          let number = Double(bitPattern: UInt64(littleEndian: bits))
          let product = (number * factor).bitPattern.littleEndian
          unsafe buffer.storeBytes(of: product, toByteOffset: offset, as: UInt64.self)
          offset += 8
        }
      }
    }
  }
}
