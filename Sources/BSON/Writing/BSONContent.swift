/// A value to be written: those kinds that BSON.jl writes.
public indirect enum BSONContent: Hashable, Sendable {
  /// A value with its name.
  public struct Member: Hashable, Sendable {
    /// The name.
    public let key: String
    /// The value.
    public let content: BSONContent

    /// Makes a member.
    public init(_ key: String, _ content: BSONContent) {
      self.key = key
      self.content = content
    }
  }

  case double(Double)
  case string(String)
  case document([Member])
  case array([BSONContent])
  case binary([UInt8])
  /// A binary that somebody else writes when its turn comes, by the number under which it is known.
  case payload(byteCount: Int, index: Int)
  case boolean(Bool)
  case null
  case int32(Int32)
  case int64(Int64)
}

extension BSONContent {
  /// The byte that names the kind.
  var typeByte: UInt8 {
    let type: BSONElementType =
      switch self {
      case .double: .double
      case .string: .string
      case .document: .document
      case .array: .array
      case .binary, .payload: .binary
      case .boolean: .boolean
      case .null: .null
      case .int32: .int32
      case .int64: .int64
      }
    return type.rawValue
  }
}
