/// What writers of zip archives choose freely.
public struct ZIPMemberStyle: Hashable, Sendable {
  /// The version of the format that members say they need.
  public let version: UInt16
  /// The date of the members in the encoding of MS-DOS.
  public let date: UInt16
  /// What the place of every member's bytes is a multiple of.
  public let alignment: Int
  /// Whether the archive ends as one of 64-bit sizes does, whatever its size.
  public let hasLongEnd: Bool

  /// Makes a style.
  public init(version: UInt16, date: UInt16, alignment: Int, hasLongEnd: Bool) {
    self.version = version
    self.date = date
    self.alignment = max(1, alignment)
    self.hasLongEnd = hasLongEnd
  }

  /// What every reader expects: version 2.0, the first day of 1980, bytes at multiples of 64.
  public static let plain = ZIPMemberStyle(
    version: 20, date: 0x0021, alignment: 64, hasLongEnd: false)
}
