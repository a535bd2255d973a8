import BSON

/// A value as BSON holds it, with its place and the depth at which it was met.
struct EncodedValue: Sendable {
  var value: BSONValue
  var byteOffset: Int
  var path: String
  /// How many values lie around it.
  var depth: Int
  /// How many of those are being read right now because this one has to be known first.
  var pendingCount = 0

  /// A part that has to be known before this value is.
  func part(_ element: BSONElement, path: String? = nil) -> EncodedValue {
    EncodedValue(
      value: element.value, byteOffset: element.byteOffset, path: path ?? self.path,
      depth: depth + 1, pendingCount: pendingCount + 1)
  }
}
