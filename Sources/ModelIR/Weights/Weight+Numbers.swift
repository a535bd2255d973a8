import ByteIO
package import Diagnostics

extension Weight {
  /// The elements as integers, false and true as 0 and 1; nothing for other types and for numbers that
  /// do not fit.
  package func integerValues(limit: Int = 1 << 20) throws(Diagnostic) -> [Int]? {
    func values<Bits: FixedWidthInteger & BitwiseCopyable>(
      _ bytes: [UInt8], _ type: Bits.Type
    ) -> [Int]? {
      var values: [Int] = []
      values.reserveCapacity(elementCount)
      for offset in stride(from: 0, to: bytes.count, by: Bits.bitWidth / 8) {
        guard let bits = bytes.littleEndian(Bits.self, at: offset), let value = Int(exactly: bits)
        else { return nil }
        values.append(value)
      }
      return values
    }
    guard elementType.isInteger || elementType == .bool else { return nil }
    let bytes = try self.bytes(limit: limit)
    switch elementType {
    case .int64: return values(bytes, Int64.self)
    case .int32: return values(bytes, Int32.self)
    case .int16: return values(bytes, Int16.self)
    case .int8: return values(bytes, Int8.self)
    case .uint64: return values(bytes, UInt64.self)
    case .uint32: return values(bytes, UInt32.self)
    case .uint16: return values(bytes, UInt16.self)
    default: return values(bytes, UInt8.self)
    }
  }

  /// A tensor of integers or truth values, or nothing for another type or a number that does not fit.
  package init?(integers values: [Int], _ elementType: ElementType, shape: [Int]) {
    func encoded<Bits: FixedWidthInteger>(_ type: Bits.Type) -> [UInt8]? {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(values.count * Bits.bitWidth / 8)
      for value in values {
        guard let bits = Bits(exactly: value) else { return nil }
        bytes.appendLittleEndian(bits)
      }
      return bytes
    }
    let bytes: [UInt8]? =
      switch elementType {
      case .int64: encoded(Int64.self)
      case .int32: encoded(Int32.self)
      case .int16: encoded(Int16.self)
      case .int8: encoded(Int8.self)
      case .uint64: encoded(UInt64.self)
      case .uint32: encoded(UInt32.self)
      case .uint16: encoded(UInt16.self)
      case .uint8: encoded(UInt8.self)
      case .bool: values.map { $0 == 0 ? 0 : 1 }
      default: nil
      }
    guard let bytes, byteCountOfTensor(elementType, shape: shape) == bytes.count else { return nil }
    self.init(elementType, shape: shape, bytes: bytes)
  }

  /// The tensor with axes of size 1 repeated, and new outer axes, by NumPy's rule; nothing if that does
  /// not give the shape.
  package func expanded(to shape: [Int]) -> Weight? {
    let added = shape.count - self.shape.count
    guard added >= 0, byteCountOfTensor(elementType, shape: shape) != nil else { return nil }
    var strides = [Int](repeating: 0, count: added)
    for (axis, size) in self.shape.enumerated() {
      let wanted = shape[added + axis]
      guard size == wanted || size == 1 else { return nil }
      strides.append(size == 1 ? 0 : view.strides[axis])
    }
    return Weight(
      elementType, source,
      StridedView(shape: shape, strides: strides, elementOffset: view.elementOffset))
  }
}
