import ModelIR

/// What `tensor_type` of a stored tensor says.
enum MindSporeElementType: Hashable, Sendable {
  /// Numbers or truth values.
  case elements(ElementType)
  /// Numbers of four bits, each in a byte of its own.
  case int4
  /// A text in UTF-32, which has no shape.
  case text

  /// The type of a name, or nothing for a name that MindSpore never wrote.
  ///
  /// Releases up to 1.5 spell unsigned types `Uint8` where they read them; the tensors of map parameters
  /// have NumPy's names.
  init?(_ name: String) {
    switch name {
    case "Int8", "int8": self = .elements(.int8)
    case "Int16", "int16": self = .elements(.int16)
    case "Int32", "int32": self = .elements(.int32)
    case "Int64", "int64": self = .elements(.int64)
    case "UInt8", "Uint8", "uint8": self = .elements(.uint8)
    case "UInt16", "Uint16", "uint16": self = .elements(.uint16)
    case "UInt32", "Uint32", "uint32": self = .elements(.uint32)
    case "UInt64", "Uint64", "uint64": self = .elements(.uint64)
    case "Float16", "float16": self = .elements(.float16)
    case "Float32", "float32": self = .elements(.float32)
    case "Float64", "float64": self = .elements(.float64)
    case "BFloat16", "bfloat16": self = .elements(.bfloat16)
    case "Float8E4M3FN": self = .elements(.float8E4M3FN)
    case "Float8E5M2": self = .elements(.float8E5M2)
    case "Bool", "bool": self = .elements(.bool)
    case "Complex64": self = .elements(.complex64)
    case "Complex128": self = .elements(.complex128)
    case "Int4": self = .int4
    case "str": self = .text
    default: return nil
    }
  }

  /// The type of the bytes.
  var elementType: ElementType? {
    switch self {
    case .elements(let type): type
    case .int4: .int8
    case .text: nil
    }
  }
}
