/// The type of a tensor's elements.
///
/// Names and text forms follow the safetensors format (`F32`, `BF16`); the float8 kinds, `C32` and
/// `F4X2` are carried through unchanged.
public enum ElementType: String, Hashable, Sendable, CaseIterable {
  case bool = "BOOL"
  case uint8 = "U8"
  case uint16 = "U16"
  case uint32 = "U32"
  case uint64 = "U64"
  case int8 = "I8"
  case int16 = "I16"
  case int32 = "I32"
  case int64 = "I64"
  case float8E4M3FN = "F8_E4M3"
  case float8E4M3FNUZ = "F8_E4M3FNUZ"
  case float8E5M2 = "F8_E5M2"
  case float8E5M2FNUZ = "F8_E5M2FNUZ"
  case float8E8M0FNU = "F8_E8M0"
  /// Two 4-bit numbers in one byte, which is one element of the shape.
  case float4E2M1FNx2 = "F4X2"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case float32 = "F32"
  case float64 = "F64"
  /// Two halves, real and imaginary.
  case complex32 = "C32"
  case complex64 = "C64"
  case complex128 = "C128"

  /// The bytes of one element.
  public var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ: 1
    case .float8E8M0FNU, .float4E2M1FNx2: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32, .complex32: 4
    case .uint64, .int64, .float64, .complex64: 8
    case .complex128: 16
    }
  }

  /// Whether the elements are real floating-point numbers of any width.
  public var isFloatingPoint: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: true
    case .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ: true
    case .float8E8M0FNU, .float4E2M1FNx2: true
    default: false
    }
  }

  /// Whether the elements are signed or unsigned integers.
  public var isInteger: Bool {
    switch self {
    case .uint8, .uint16, .uint32, .uint64, .int8, .int16, .int32, .int64: true
    default: false
    }
  }

  /// Whether the elements are complex numbers.
  public var isComplex: Bool {
    switch self {
    case .complex32, .complex64, .complex128: true
    default: false
    }
  }

  /// Whether arithmetic is defined on the elements: everything but bool.
  public var isNumeric: Bool { self != .bool }

  /// The element type that a text names: the safetensors form or a common lower-case one (`f16`,
  /// `float16`, `int64`).
  public init?(text: String) {
    let lower = text.lowercased()
    if let match = Self.allCases.first(where: { $0.rawValue.lowercased() == lower }) {
      self = match
      return
    }
    let synonyms: [String: ElementType] = [
      "float16": .float16, "half": .float16, "bfloat16": .bfloat16, "float32": .float32,
      "float": .float32, "float64": .float64, "double": .float64, "uint8": .uint8,
      "uint16": .uint16, "uint32": .uint32, "uint64": .uint64, "int8": .int8, "int16": .int16,
      "int32": .int32, "int64": .int64, "boolean": .bool, "complex32": .complex32,
      "complex64": .complex64, "complex128": .complex128,
    ]
    guard let match = synonyms[lower] else { return nil }
    self = match
  }
}

extension ElementType: CustomStringConvertible {
  public var description: String { rawValue.lowercased() }
}
