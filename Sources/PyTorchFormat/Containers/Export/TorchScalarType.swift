/// The numbers by which torch.export's schema names element types.
enum TorchScalarType {
  /// The element type of a number of the schema.
  static func elementType(_ number: Int) -> TorchElementType? {
    switch number {
    case 1: .uint8
    case 2: .int8
    case 3: .int16
    case 4: .int32
    case 5: .int64
    case 6: .float16
    case 7: .float32
    case 8: .float64
    case 9: .complex32
    case 10: .complex64
    case 11: .complex128
    case 12: .bool
    case 13: .bfloat16
    case 28: .uint16
    case 29: .float8E4M3FN
    case 30: .float8E5M2
    case 31: .float8E4M3FNUZ
    case 32: .float8E5M2FNUZ
    case 33: .float8E8M0FNU
    case 34: .uint32
    case 35: .uint64
    default: nil
    }
  }

  /// The number of the schema for elements that lie in strides of a storage.
  static let stridedLayout = 7
}
