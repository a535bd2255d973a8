import ModelIR

extension ElementType {
  /// The number of the type in `ge.proto.DataType`, which descriptors carry; nothing for a type that
  /// the format does not have.
  var geDataType: Int? {
    switch self {
    case .float32: 1
    case .float16: 2
    case .int8: 3
    case .uint8: 4
    case .int16: 5
    case .uint16: 6
    case .int32: 7
    case .int64: 8
    case .uint32: 9
    case .uint64: 10
    case .bool: 11
    case .float64: 12
    case .complex64: 16
    case .complex128: 17
    case .bfloat16: 27
    case .complex32: 32
    default: nil
    }
  }

  /// The type of a number in `ge.proto.DataType`, or nothing for one that is not carried.
  init?(geDataType number: Int) {
    guard let match = Self.allCases.first(where: { $0.geDataType == number }) else { return nil }
    self = match
  }

  /// The number of the type in the enumeration that attributes carry (`dst_type`, `dtype`), which
  /// counts otherwise than descriptors do.
  var geEnumerator: Int? {
    switch self {
    case .float32: 0
    case .float16: 1
    case .int8: 2
    case .int32: 3
    case .uint8: 4
    case .int16: 6
    case .uint16: 7
    case .uint32: 8
    case .int64: 9
    case .uint64: 10
    case .float64: 11
    case .bool: 12
    case .complex64: 16
    case .complex128: 17
    case .bfloat16: 27
    default: nil
    }
  }

  /// The type of a number that an attribute carries.
  init?(geEnumerator number: Int) {
    guard let match = Self.allCases.first(where: { $0.geEnumerator == number }) else { return nil }
    self = match
  }
}

/// Numbers of `ge.proto.DataType` that are no element types of a model.
enum GEDataType {
  /// What an optional input that nothing is connected to has.
  static let undefined = 0
  /// The greatest number that the schema names.
  static let last = 41
}
