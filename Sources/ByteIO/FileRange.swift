public import Diagnostics

/// Bytes of an open file: where something is, without its being read.
public struct FileRange: Hashable, Sendable {
  /// The file, kept open by this value.
  public let file: SourceFile
  /// Where the range begins, from the start of the file.
  public let byteOffset: Int
  /// How long it is.
  public let byteCount: Int

  /// Makes a range; the caller has checked that it lies inside the file.
  public init(file: SourceFile, byteOffset: Int, byteCount: Int) {
    precondition(byteOffset >= 0 && byteCount >= 0 && byteCount <= file.byteCount - byteOffset)
    self.file = file
    self.byteOffset = byteOffset
    self.byteCount = byteCount
  }

  /// The bytes concerned, for a location.
  public var byteRange: Range<Int> { byteOffset..<byteOffset + byteCount }

  /// Reads the whole range into memory.
  ///
  /// - Throws: ``DiagnosticCode/fileTooLarge`` if it is longer than the limit, and what reading
  ///   raises.
  public func bytes(limit: Int = 64 << 20) throws(Diagnostic) -> [UInt8] {
    try file.bytes(at: byteOffset, count: byteCount, limit: limit)
  }
}
