import BSON

/// A value as BSON holds it, with its place and the depth at which it was met.
struct EncodedValue: Sendable {
  var value: BSONValue
  var byteOffset: Int
  var path: String
  var depth: Int

  /// A part of this value that belongs to the same place.
  func part(_ element: BSONElement, path: String? = nil) -> EncodedValue {
    EncodedValue(
      value: element.value, byteOffset: element.byteOffset, path: path ?? self.path,
      depth: depth + 1)
  }
}
