import ByteIO
import Diagnostics

extension Weight {
  /// Writes a range of bytes of several places that follow one another, whole elements at a time.
  func write<Sink: ByteSink & ~Copyable>(
    _ pieces: [DeferredRange], from start: Int, count: Int, to sink: inout Sink
  ) throws(Diagnostic) {
    let parts = try Self.parts(of: pieces, from: start, count: count)
    if parts.allSatisfy({ $0.byteCount.isMultiple(of: elementType.byteCount) }) {
      for part in parts { try sink.copy(part) }
      return
    }
    var block: [UInt8] = []
    for part in parts {
      var done = 0
      while done < part.byteCount {
        let next = min(part.byteCount - done, blockByteCount - block.count)
        block += try part.file.bytes(at: part.byteOffset + done, count: next)
        done += next
        guard block.count == blockByteCount else { continue }
        try sink.write(block)
        block = []
      }
    }
    try sink.write(block)
  }

  /// The places of a range of bytes.
  private static func parts(
    of pieces: [DeferredRange], from start: Int, count: Int
  ) throws(Diagnostic) -> [FileRange] {
    var parts: [FileRange] = []
    var skipped = start
    var left = count
    for piece in pieces where left > 0 {
      guard skipped < piece.byteCount else {
        skipped -= piece.byteCount
        continue
      }
      let range = try piece.range()
      let taken = min(left, piece.byteCount - skipped)
      parts.append(
        FileRange(file: range.file, byteOffset: range.byteOffset + skipped, byteCount: taken))
      skipped = 0
      left -= taken
    }
    return parts
  }
}
