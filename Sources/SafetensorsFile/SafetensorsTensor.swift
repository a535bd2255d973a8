/// One tensor of a header.
public struct SafetensorsTensor: Hashable, Sendable {
  /// The name; no other tensor of the file has the same bytes as its name.
  public let name: String
  /// The elements' type.
  public let elementType: SafetensorsElementType
  /// The sizes of the axes; the elements are in row-major order.
  public let shape: [Int]
  /// Where its bytes are in the file.
  public let byteRange: Range<Int>
}

/// A text of `__metadata__`.
public struct SafetensorsMetadataEntry: Hashable, Sendable {
  /// The name: `format`.
  public let name: String
  /// The text: `pt`.
  public let value: String
}
