import ModelIR
import SafetensorsFile

extension SafetensorsElementType {
  /// The element type of a weight, or nothing for elements that no weight can hold.
  ///
  /// Two elements of four bits are one element of ``ElementType/float4E2M1FNx2``.
  var elementType: ElementType? {
    switch self {
    case .float4: .float4E2M1FNx2
    case .float6E2M3, .float6E3M2: nil
    case .bool: .bool
    case .uint8: .uint8
    case .int8: .int8
    case .float8E5M2: .float8E5M2
    case .float8E4M3: .float8E4M3FN
    case .float8E5M2FNUZ: .float8E5M2FNUZ
    case .float8E4M3FNUZ: .float8E4M3FNUZ
    case .float8E8M0: .float8E8M0FNU
    case .int16: .int16
    case .uint16: .uint16
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .int32: .int32
    case .uint32: .uint32
    case .float32: .float32
    case .complex64: .complex64
    case .float64: .float64
    case .int64: .int64
    case .uint64: .uint64
    }
  }
}

extension SafetensorsElementType {
  /// How a weight is stored: its element type and its sizes, or nothing where the format has none.
  static func storing(_ weight: Weight) -> (elementType: SafetensorsElementType, shape: [Int])? {
    guard let type = allCases.first(where: { $0.elementType == weight.elementType }) else {
      return nil
    }
    guard type == .float4 else { return (type, weight.shape) }
    guard let last = weight.shape.last else { return nil }
    let (doubled, overflow) = last.multipliedReportingOverflow(by: 2)
    return overflow ? nil : (type, weight.shape.dropLast() + [doubled])
  }
}

extension SafetensorsTensor {
  /// The element type and the sizes of a weight with this tensor's bytes, or nothing where its
  /// elements do not fall on bytes.
  var weightShape: (elementType: ElementType, shape: [Int])? {
    guard let type = elementType.elementType else { return nil }
    guard elementType == .float4 else { return (type, shape) }
    guard let last = shape.last, last.isMultiple(of: 2) else { return nil }
    return (type, shape.dropLast() + [last / 2])
  }

  /// Its type and sizes, for messages: `F6_E2M3 [4, 4]`.
  var typeText: String {
    let sizes = shape.prefix(16).map(String.init).joined(separator: ", ")
    return "\(elementType.rawValue) [\(sizes)\(shape.count > 16 ? ", …" : "")]"
  }
}
