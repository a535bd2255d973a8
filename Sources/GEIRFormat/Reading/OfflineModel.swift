import ByteIO
import Diagnostics

/// The container of a compiled model, `.om`: a header of 256 bytes and a table of partitions, of which
/// one is a `ModelDef`.
enum OfflineModel {
  private static let headerByteCount = 256
  /// The most partitions of one model.
  private static let mostPartitionCount = 1024

  /// Whether a file begins as such a container does.
  static func isOne(_ prefix: [UInt8]) -> Bool { prefix.starts(with: Array("IMOD".utf8)) }

  /// Where the `ModelDef` is.
  ///
  /// The table counts in 32 bits or, in newer files, in 64; only one of both fits the file.
  ///
  /// - Throws: ``DiagnosticCode/geirMalformed`` if there is no table or no model in it.
  static func modelRange(in source: SourceFile) throws(Diagnostic) -> FileRange {
    if let range = try partition(in: source, isWide: true) { return range }
    if let range = try partition(in: source, isWide: false) { return range }
    throw Diagnostic(
      .geirMalformed,
      "the container has no table of partitions behind its header, or no model in it",
      at: Location(file: source.path))
  }

  /// The partition of type 0 by a table of one width; nothing if the table does not fit the file.
  private static func partition(
    in source: SourceFile, isWide: Bool
  ) throws(Diagnostic) -> FileRange? {
    let room = source.byteCount - headerByteCount
    guard room >= 8 else { return nil }
    var reader = WindowedReader(
      FileRange(file: source, byteOffset: headerByteCount, byteCount: room), windowByteCount: 4096)
    let count = Int(try reader.readInteger(UInt32.self))
    let entryByteCount = isWide ? 24 : 12
    let headByteCount = isWide ? 8 : 4
    guard count >= 1, count <= mostPartitionCount, count * entryByteCount + headByteCount <= room
    else { return nil }
    if isWide { _ = try reader.readInteger(UInt32.self) }
    let start = headerByteCount + headByteCount + count * entryByteCount
    var found: FileRange?
    for _ in 0..<count {
      let type = try reader.readInteger(UInt32.self)
      let offset: UInt64
      let size: UInt64
      if isWide {
        _ = try reader.readInteger(UInt32.self)
        offset = try reader.readInteger(UInt64.self)
        size = try reader.readInteger(UInt64.self)
      } else {
        offset = UInt64(try reader.readInteger(UInt32.self))
        size = UInt64(try reader.readInteger(UInt32.self))
      }
      let left = UInt64(source.byteCount - start)
      guard offset <= left, size <= left - offset else { return nil }
      if type == 0, found == nil {
        found = FileRange(file: source, byteOffset: start + Int(offset), byteCount: Int(size))
      }
    }
    return found
  }
}
