/// A part of a serialised message: bytes in memory, or a payload that is written when its turn comes.
public enum ProtobufPiece: Hashable, Sendable {
  /// Structure.
  case bytes([UInt8])
  /// A payload of known length, by the number under which the caller knows it.
  case payload(byteCount: Int, index: Int)

  /// The bytes that the piece takes.
  public var byteCount: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .payload(let byteCount, _): byteCount
    }
  }
}
