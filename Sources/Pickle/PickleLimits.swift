/// What a pickle may ask for.
public struct PickleLimits: Sendable {
  /// How deep values may be nested.
  public var depth = 512
  /// How many values all containers may hold together.
  public var valueCount = 1 << 23
  /// How many values the memo may hold.
  public var memoCount = 1 << 22
  /// How long a line of a text instruction may be.
  public var lineByteCount = 16 << 20
  /// How long a text may be that stays in memory; a key has to.
  public var shortTextByteCount = 64 << 10
  /// How many bytes may be that stay in memory.
  public var shortBytesByteCount = 4 << 10
  /// How long a text may be that is decoded.
  public var textByteCount = 64 << 20
  /// How many bytes of texts may be in memory together.
  public var memoryByteCount = 256 << 20

  /// Makes the standard limits.
  public init() {}
}
