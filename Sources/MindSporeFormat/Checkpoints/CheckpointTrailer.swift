import ByteIO
import Diagnostics

/// The checksum behind a checkpoint: `crc_num` and a CRC-32 as ten bytes, the highest first.
struct CheckpointTrailer: Hashable, Sendable {
  /// How long it is.
  static let byteCount = 17
  private static let mark = Array("crc_num".utf8)

  /// Where the checkpoint ends.
  let contentByteCount: Int
  /// The checksum that is written; nothing for a number that is none.
  let checksum: UInt32?

  /// The trailer of a file, or nothing if it has none.
  init?(of file: SourceFile) throws(Diagnostic) {
    guard file.byteCount >= Self.byteCount else { return nil }
    let bytes = try file.bytes(at: file.byteCount - Self.byteCount, count: Self.byteCount)
    guard Self.isMark(bytes) else { return nil }
    contentByteCount = file.byteCount - Self.byteCount
    let number = bytes.dropFirst(Self.mark.count)
    checksum =
      number.dropLast(4).allSatisfy { $0 == 0 }
      ? number.suffix(4).reduce(0) { $0 << 8 | UInt32($1) } : nil
  }

  /// The trailer of a checkpoint with this checksum.
  static func bytes(of checksum: UInt32) -> [UInt8] {
    mark + [UInt8](repeating: 0, count: 6)
      + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: checksum >> $0) }
  }

  /// Whether these bytes are a trailer.
  static func isMark(_ bytes: [UInt8]) -> Bool {
    bytes.count == byteCount && bytes.starts(with: mark)
  }
}

extension CheckpointTrailer {
  /// A comparison with the bytes of the file.
  ///
  /// - Parameter leftOut: what the checksum does not cover, in order: the entries of map parameters.
  func verification(of file: SourceFile, leftOut: [Range<Int>]) -> DeferredCheck {
    DeferredCheck {
      var sink = ChecksumSink()
      var start = 0
      for range in leftOut + [contentByteCount..<contentByteCount] {
        try sink.copy(
          FileRange(file: file, byteOffset: start, byteCount: range.lowerBound - start))
        start = range.upperBound
      }
      guard sink.checksum.value == checksum else {
        throw Diagnostic(
          .mindsporeChecksum,
          "the bytes have the checksum \(sink.checksum.value), the file's end says "
            + (checksum.map(String.init) ?? "a number that is no checksum"),
          at: Location(file: file.path, byteRange: contentByteCount..<file.byteCount))
      }
    }
  }
}
