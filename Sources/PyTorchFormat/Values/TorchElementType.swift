import ModelIR

/// PyTorch's dtypes; the raw value is the name in module `torch`.
enum TorchElementType: String, Hashable, Sendable, CaseIterable {
  case float64, float32, float16, bfloat16
  case float8E4M3FN = "float8_e4m3fn"
  case float8E4M3FNUZ = "float8_e4m3fnuz"
  case float8E5M2 = "float8_e5m2"
  case float8E5M2FNUZ = "float8_e5m2fnuz"
  case float8E8M0FNU = "float8_e8m0fnu"
  case float4E2M1FNx2 = "float4_e2m1fn_x2"
  case complex32, complex64, complex128
  case bool
  case uint8, uint16, uint32, uint64
  case int8, int16, int32, int64
  case int1, int2, int3, int4, int5, int6, int7
  case uint1, uint2, uint3, uint4, uint5, uint6, uint7
  case qint8, quint8, qint32
  case quint4x2, quint2x4
  case bits1x8, bits2x4, bits4x2, bits8, bits16

  /// The bytes of one element as PyTorch counts storages; a byte where several share one.
  var byteCount: Int {
    switch self {
    case .complex128: 16
    case .float64, .complex64, .uint64, .int64: 8
    case .float32, .complex32, .uint32, .int32, .qint32: 4
    case .float16, .bfloat16, .uint16, .int16, .bits16: 2
    default: 1
    }
  }

  /// The bytes that change places between byte orders: half an element of a complex type.
  var swappedByteCount: Int {
    switch self {
    case .complex32, .complex64, .complex128: byteCount / 2
    default: byteCount
    }
  }

  /// How many elements of a tensor's shape one byte of storage holds: 2 for `quint4x2`.
  var elementsPerByte: Int {
    switch self {
    case .quint4x2: 2
    case .quint2x4: 4
    default: 1
    }
  }

  /// Whether the elements mean numbers only together with a scale.
  var isQuantized: Bool {
    switch self {
    case .qint8, .quint8, .qint32, .quint4x2, .quint2x4: true
    default: false
    }
  }

  /// The type in a graph whose elements are the same numbers.
  var elementType: ElementType? {
    switch self {
    case .float64: .float64
    case .float32: .float32
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .float8E4M3FN: .float8E4M3FN
    case .float8E4M3FNUZ: .float8E4M3FNUZ
    case .float8E5M2: .float8E5M2
    case .float8E5M2FNUZ: .float8E5M2FNUZ
    case .float8E8M0FNU: .float8E8M0FNU
    case .float4E2M1FNx2: .float4E2M1FNx2
    case .complex32: .complex32
    case .complex64: .complex64
    case .complex128: .complex128
    case .bool: .bool
    case .uint8: .uint8
    case .uint16: .uint16
    case .uint32: .uint32
    case .uint64: .uint64
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    case .int64: .int64
    default: nil
    }
  }

  /// The type in a graph that carries the stored bytes, whatever they mean.
  var carrier: ElementType {
    if let elementType { return elementType }
    return switch self {
    case .qint8, .int1, .int2, .int3, .int4, .int5, .int6, .int7: .int8
    case .qint32: .int32
    case .bits16: .uint16
    default: .uint8
    }
  }
}

extension TorchElementType {
  /// The dtype of a global's name in module `torch`: `float16`, and the older `half`.
  init?(globalName: String) {
    switch globalName {
    case "double": self = .float64
    case "float": self = .float32
    case "half": self = .float16
    case "chalf": self = .complex32
    case "cfloat": self = .complex64
    case "cdouble": self = .complex128
    case "short": self = .int16
    case "int": self = .int32
    case "long": self = .int64
    default: self.init(rawValue: globalName)
    }
  }

  /// The dtype of a storage class: `FloatStorage`; nothing for a class that is none, and `uint8` for
  /// the bytes of an `UntypedStorage`.
  init?(storageClass name: String) {
    guard let elementType = Self.storageClasses[name] else { return nil }
    self = elementType
  }

  /// The dtype of a tensor class of the first releases: `FloatTensor`.
  init?(tensorClass name: String) {
    guard let elementType = Self.tensorClasses[name] else { return nil }
    self = elementType
  }

  private static let storageClasses = classes(ending: "Storage")
  private static let tensorClasses = classes(ending: "Tensor")

  private static func classes(ending suffix: String) -> [String: TorchElementType] {
    let stems: [String: TorchElementType] = [
      "Double": .float64, "Float": .float32, "Half": .float16, "BFloat16": .bfloat16,
      "Char": .int8, "Byte": .uint8, "Untyped": .uint8, "_Untyped": .uint8, "Short": .int16,
      "Int": .int32, "Long": .int64, "Bool": .bool, "ComplexHalf": .complex32,
      "ComplexFloat": .complex64, "ComplexDouble": .complex128, "QInt8": .qint8,
      "QUInt8": .quint8, "QInt32": .qint32, "QUInt4x2": .quint4x2, "QUInt2x4": .quint2x4,
    ]
    return Dictionary(uniqueKeysWithValues: stems.map { ($0.key + suffix, $0.value) })
  }
}
