extension RawSpan {
  /// Loads a little-endian integer from any offset.
  ///
  /// - Precondition: the integer lies inside the span.
  @inlinable
  public func littleEndian<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type = Value.self, at byteOffset: Int
  ) -> Value {
    precondition(byteOffset >= 0 && byteOffset <= byteCount - MemoryLayout<Value>.size)
    return Value(
      littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: byteOffset, as: Value.self))
  }

  /// Copies the bytes into an array.
  public func copiedBytes() -> [UInt8] {
    unsafe withUnsafeBytes { unsafe Array($0) }
  }
}

extension Array where Element == UInt8 {
  /// Appends an integer in little-endian order.
  public mutating func appendLittleEndian<Value: FixedWidthInteger>(_ value: Value) {
    var remaining = value
    for _ in 0..<(Value.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: remaining))
      remaining >>= 8
    }
  }

  /// The little-endian integer at an offset, or nothing if it would leave the array.
  @inlinable
  public func littleEndian<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type = Value.self, at byteOffset: Int
  ) -> Value? {
    guard byteOffset >= 0, byteOffset <= count - MemoryLayout<Value>.size else { return nil }
    return unsafe span.bytes.littleEndian(Value.self, at: byteOffset)
  }
}
