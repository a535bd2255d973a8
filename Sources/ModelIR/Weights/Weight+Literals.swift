public import Diagnostics
import ByteIO

extension Weight {
  /// A one-axis constant of 64-bit integers.
  public static func integers(_ values: [Int]) -> Weight {
    var bytes: [UInt8] = []
    for value in values { bytes.appendLittleEndian(Int64(value)) }
    return Weight(.int64, shape: [values.count], bytes: bytes)
  }

  /// A constant without axes.
  public static func scalar(integer value: Int) -> Weight { integers([value]).reshaped(to: []) }

  /// A constant without axes, or nothing for a type that the number does not fit.
  public static func scalar(_ value: Double, _ elementType: ElementType) -> Weight? {
    array([value], elementType)?.reshaped(to: [])
  }

  /// A one-axis constant, or nothing for a type that these numbers do not fit: fractions in integers,
  /// complex and float8 elements.
  public static func array(_ values: [Double], _ elementType: ElementType) -> Weight? {
    var bytes: [UInt8] = []
    for value in values {
      switch elementType {
      case .float64: bytes.appendLittleEndian(value.bitPattern)
      case .float32, .float16, .bfloat16: bytes.appendLittleEndian(Float(value).bitPattern)
      case .int64:
        guard let exact = Int64(exactly: value) else { return nil }
        bytes.appendLittleEndian(exact)
      case .int32:
        guard let exact = Int32(exactly: value) else { return nil }
        bytes.appendLittleEndian(exact)
      case .int16:
        guard let exact = Int16(exactly: value) else { return nil }
        bytes.appendLittleEndian(exact)
      case .int8:
        guard let exact = Int8(exactly: value) else { return nil }
        bytes.appendLittleEndian(exact)
      case .uint64:
        guard let exact = UInt64(exactly: value) else { return nil }
        bytes.appendLittleEndian(exact)
      case .uint32:
        guard let exact = UInt32(exactly: value) else { return nil }
        bytes.appendLittleEndian(exact)
      case .uint16:
        guard let exact = UInt16(exactly: value) else { return nil }
        bytes.appendLittleEndian(exact)
      case .uint8:
        guard let exact = UInt8(exactly: value) else { return nil }
        bytes.appendLittleEndian(exact)
      case .bool: bytes.append(value == 0 ? 0 : 1)
      default: return nil
      }
    }
    if elementType == .float16 { bytes = FloatConversion.float32ToFloat16.apply(to: bytes) }
    if elementType == .bfloat16 { bytes = FloatConversion.float32ToBFloat16.apply(to: bytes) }
    return Weight(elementType, shape: [values.count], bytes: bytes)
  }

  /// The elements as numbers, for small tensors of a floating-point or integer type.
  ///
  /// - Throws: ``DiagnosticCode/noElementConversion`` for other types, and what reading raises.
  public func doubles(limit: Int = 64 << 20) throws(Diagnostic) -> [Double] {
    func values<Bits: FixedWidthInteger & BitwiseCopyable>(
      _ bytes: [UInt8], _ type: Bits.Type, _ convert: (Bits) -> Double
    ) -> [Double] {
      stride(from: 0, to: bytes.count, by: Bits.bitWidth / 8).compactMap {
        bytes.littleEndian(Bits.self, at: $0).map(convert)
      }
    }
    let bytes = try self.bytes(limit: limit)
    switch elementType {
    case .float64: return values(bytes, UInt64.self) { Double(bitPattern: $0) }
    case .float32: return values(bytes, UInt32.self) { Double(Float(bitPattern: $0)) }
    case .float16, .bfloat16: return try converted(to: .float32).doubles(limit: .max)
    case .int64: return values(bytes, Int64.self) { Double($0) }
    case .int32: return values(bytes, Int32.self) { Double($0) }
    case .int16: return values(bytes, Int16.self) { Double($0) }
    case .int8: return values(bytes, Int8.self) { Double($0) }
    case .uint64: return values(bytes, UInt64.self) { Double($0) }
    case .uint32: return values(bytes, UInt32.self) { Double($0) }
    case .uint16: return values(bytes, UInt16.self) { Double($0) }
    case .uint8, .bool: return values(bytes, UInt8.self) { Double($0) }
    default:
      throw Diagnostic(.noElementConversion, "elements of type \(elementType) are not numbers here")
    }
  }
}
