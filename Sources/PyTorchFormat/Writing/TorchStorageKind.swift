import ModelIR

/// How `torch.save` names what a storage holds.
enum TorchStorageKind: Hashable {
  /// A class of typed storages in module `torch`: `FloatStorage`.
  case typed(String)
  /// Bytes, with the element type beside them: `float8_e5m2`.
  case untyped(TorchElementType)

  /// The kind of an element type; nothing for one that `torch.load` does not read.
  init?(of elementType: ElementType) {
    switch elementType {
    case .float64: self = .typed("DoubleStorage")
    case .float32: self = .typed("FloatStorage")
    case .float16: self = .typed("HalfStorage")
    case .bfloat16: self = .typed("BFloat16Storage")
    case .int64: self = .typed("LongStorage")
    case .int32: self = .typed("IntStorage")
    case .int16: self = .typed("ShortStorage")
    case .int8: self = .typed("CharStorage")
    case .uint8: self = .typed("ByteStorage")
    case .bool: self = .typed("BoolStorage")
    case .complex128: self = .typed("ComplexDoubleStorage")
    case .complex64: self = .typed("ComplexFloatStorage")
    case .complex32: self = .untyped(.complex32)
    case .uint16: self = .untyped(.uint16)
    case .uint32: self = .untyped(.uint32)
    case .uint64: self = .untyped(.uint64)
    case .float8E4M3FN: self = .untyped(.float8E4M3FN)
    case .float8E4M3FNUZ: self = .untyped(.float8E4M3FNUZ)
    case .float8E5M2: self = .untyped(.float8E5M2)
    case .float8E5M2FNUZ: self = .untyped(.float8E5M2FNUZ)
    case .float8E8M0FNU: self = .untyped(.float8E8M0FNU)
    case .float4E2M1FNx2: self = .untyped(.float4E2M1FNx2)
    }
  }
}
