import ModelIR

extension ElementType {
  /// The element type of a number of `c10::ScalarType`, as TorchScript's code writes it.
  package init?(scalarType number: Int) {
    switch number {
    case 0: self = .uint8
    case 1: self = .int8
    case 2: self = .int16
    case 3: self = .int32
    case 4: self = .int64
    case 5: self = .float16
    case 6: self = .float32
    case 7: self = .float64
    case 8: self = .complex32
    case 9: self = .complex64
    case 10: self = .complex128
    case 11: self = .bool
    case 15: self = .bfloat16
    case 27: self = .uint16
    case 28: self = .uint32
    case 29: self = .uint64
    default: return nil
    }
  }
}
