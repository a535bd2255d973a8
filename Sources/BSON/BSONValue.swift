public import ByteIO

/// A value of a BSON document, limited to the element types that BSON.jl writes.
public enum BSONValue: Sendable {
  /// A 64-bit floating-point number.
  case double(Double)
  /// A text; invalid UTF-8 is replaced by U+FFFD.
  case string(String)
  /// Values by name, in file order.
  case document(BSONDocument)
  /// Values by position.
  case array(BSONArray)
  /// Bytes of the file, not read.
  case binary(BSONBinary)
  /// A truth value.
  case boolean(Bool)
  /// The absence of a value.
  case null
  /// A 32-bit integer.
  case int32(Int32)
  /// A 64-bit integer.
  case int64(Int64)
}

extension BSONValue {
  /// The integer of either width.
  public var integer: Int64? {
    switch self {
    case .int32(let value): Int64(value)
    case .int64(let value): value
    default: nil
    }
  }

  /// The text, if this is one.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The document, if this is one.
  public var document: BSONDocument? {
    if case .document(let document) = self { document } else { nil }
  }

  /// The array, if this is one.
  public var array: BSONArray? {
    if case .array(let array) = self { array } else { nil }
  }

  /// The bytes, if this is a binary.
  public var binary: BSONBinary? {
    if case .binary(let binary) = self { binary } else { nil }
  }

  /// What the value is, for messages: `a string`.
  public var kindDescription: String {
    switch self {
    case .double: "a number"
    case .string: "a string"
    case .document: "a document"
    case .array: "an array"
    case .binary: "a binary"
    case .boolean: "a truth value"
    case .null: "null"
    case .int32, .int64: "an integer"
    }
  }
}

/// Bytes of the file that stay where they are.
public struct BSONBinary: Sendable {
  /// Where the bytes are.
  public let range: FileRange
  /// What the writer calls them; BSON.jl always writes 0.
  public let subtype: UInt8
}
