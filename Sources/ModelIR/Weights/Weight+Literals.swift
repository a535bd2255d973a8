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

  /// A constant without axes of a floating-point or integer type, or nothing for another type.
  public static func scalar(_ value: Double, _ elementType: ElementType) -> Weight? {
    array([value], elementType)?.reshaped(to: [])
  }

  /// A one-axis constant of a numeric type, or nothing for a type that numbers do not fit.
  public static func array(_ values: [Double], _ elementType: ElementType) -> Weight? {
    var bytes: [UInt8] = []
    for value in values {
      switch elementType {
      case .float64: bytes.appendLittleEndian(value.bitPattern)
      case .float32, .float16, .bfloat16: bytes.appendLittleEndian(Float(value).bitPattern)
      case .int64: bytes.appendLittleEndian(Int64(exactly: value) ?? 0)
      case .int32: bytes.appendLittleEndian(Int32(exactly: value) ?? 0)
      case .int16: bytes.appendLittleEndian(Int16(exactly: value) ?? 0)
      case .int8: bytes.appendLittleEndian(Int8(exactly: value) ?? 0)
      case .uint64: bytes.appendLittleEndian(UInt64(exactly: value) ?? 0)
      case .uint32: bytes.appendLittleEndian(UInt32(exactly: value) ?? 0)
      case .uint16: bytes.appendLittleEndian(UInt16(exactly: value) ?? 0)
      case .uint8: bytes.appendLittleEndian(UInt8(exactly: value) ?? 0)
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
    case .int64: return values(bytes, Int64.self, Double.init)
    case .int32: return values(bytes, Int32.self, Double.init)
    case .int16: return values(bytes, Int16.self, Double.init)
    case .int8: return values(bytes, Int8.self, Double.init)
    case .uint64: return values(bytes, UInt64.self, Double.init)
    case .uint32: return values(bytes, UInt32.self, Double.init)
    case .uint16: return values(bytes, UInt16.self, Double.init)
    case .uint8, .bool: return values(bytes, UInt8.self, Double.init)
    default:
      throw Diagnostic(.noElementConversion, "elements of type \(elementType) are not numbers here")
    }
  }
}
