/// What a pickle may ask for.
public struct PickleLimits: Sendable {
  /// How deep values may be nested.
  public var depth = 512
  /// How many values all containers may hold together.
  public var valueCount = 1 << 24
  /// How many values the memo may hold.
  public var memoCount = 1 << 22
  /// How long a line of a text instruction may be.
  public var lineByteCount = 16 << 20
  /// How long a text may be that is decoded.
  public var textByteCount = 64 << 20
  /// From how many bytes on a text or bytes stay in the file.
  public var payloadByteCount = 4096

  /// Makes the standard limits.
  public init() {}
}
