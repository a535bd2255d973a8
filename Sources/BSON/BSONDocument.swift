/// A value with its name and place.
public struct BSONElement: Sendable {
  /// The name; empty in an array.
  public let key: String
  /// The value.
  public let value: BSONValue
  /// Where the element begins, from the start of the file.
  public let byteOffset: Int
}

/// Values by name, in file order; no name occurs twice.
public struct BSONDocument: Sendable {
  /// The elements, in file order.
  public let elements: [BSONElement]
  /// Where the document begins and ends in the file.
  public let byteRange: Range<Int>
  /// How many bytes of the file follow the document; only a root can have any.
  public internal(set) var trailingByteCount = 0

  /// The element of a name, compared byte by byte.
  public func element(_ key: String) -> BSONElement? {
    elements.first { $0.key.utf8.elementsEqual(key.utf8) }
  }

  /// The value of a name, compared byte by byte.
  public subscript(key: String) -> BSONValue? { element(key)?.value }
}

/// Values by position; the names that BSON stores for them are ignored.
public struct BSONArray: Sendable {
  /// The elements, in file order, with empty names.
  public let elements: [BSONElement]
  /// Where the array begins and ends in the file.
  public let byteRange: Range<Int>
}
