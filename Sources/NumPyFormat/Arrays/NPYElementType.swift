import ModelIR

/// NumPy's element types as the header of an array describes them: `<f4`.
struct NPYElementType {
  /// The type of a tensor's elements.
  let elementType: ElementType
  /// Whether the highest byte comes first.
  let isBigEndian: Bool

  /// Kind and size of the types that both sides have.
  private static let codes: [(code: String, elementType: ElementType)] = [
    ("b1", .bool), ("i1", .int8), ("u1", .uint8), ("i2", .int16), ("u2", .uint16),
    ("i4", .int32), ("u4", .uint32), ("i8", .int64), ("u8", .uint64), ("f2", .float16),
    ("f4", .float32), ("f8", .float64), ("c8", .complex64), ("c16", .complex128),
  ]

  /// Reads a description, or gives nothing for elements that no tensor has.
  init?(_ description: String) {
    var code = description[...]
    var isBigEndian = false
    if let order = code.first, "<>|=".contains(order) {
      isBigEndian = order == ">"
      code.removeFirst()
    }
    guard let match = Self.codes.first(where: { $0.code == code }) else { return nil }
    elementType = match.elementType
    self.isBigEndian = isBigEndian
  }

  /// What NumPy calls little-endian elements of a type, or nothing where it has none.
  static func description(of elementType: ElementType) -> String? {
    guard let code = codes.first(where: { $0.elementType == elementType })?.code else { return nil }
    return (elementType.byteCount == 1 ? "|" : "<") + code
  }
}
