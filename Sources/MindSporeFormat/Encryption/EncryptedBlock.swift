import ByteIO
import Diagnostics

/// One block of an encrypted file of MindSpore.
///
/// The plain text is cut into parts of 64 MiB, and each becomes a block: a mark of 4 bytes, for GCM the
/// tag of 16, then the lengths of what follows, the vector and the cipher text, all in little-endian.
struct EncryptedBlock {
  /// How it is encrypted.
  let cipher: EncryptionCipher
  /// The tag that authenticates it, for GCM.
  let tag: [UInt8]
  /// The initialisation vector.
  let vector: [UInt8]
  /// The cipher text.
  let content: FileRange

  /// The longest cipher text that has to be in memory at once, for GCM: four times what is written.
  static let mostAuthenticatedByteCount = 256 << 20
}

/// Walks the blocks of an encrypted file.
struct EncryptedBlockReader {
  private var reader: WindowedReader
  /// Whether a checksum's trailer follows the last block; MindSpore cannot read such files again.
  private(set) var hasTrailer = false

  init(_ file: SourceFile) {
    reader = WindowedReader(file.wholeRange, windowByteCount: 64)
  }

  /// The next block, or nothing at the end.
  ///
  /// - Throws: ``DiagnosticCode/mindsporeCiphertext`` for a block that is damaged or cut off.
  mutating func next() throws(Diagnostic) -> EncryptedBlock? {
    let start = reader.position
    let left = reader.remainingByteCount
    guard left > 0 else { return nil }
    if left == CheckpointTrailer.byteCount,
      try CheckpointTrailer.isMark(reader.file.bytes(at: start, count: left))
    {
      hasTrailer = true
      return nil
    }
    do throws(Diagnostic) {
      return try readBlock()
    } catch {
      guard error.code == .fileTruncated else { throw error }
      throw damaged("the file ends inside the block that begins at byte \(start)", at: start)
    }
  }

  private mutating func readBlock() throws(Diagnostic) -> EncryptedBlock {
    let start = reader.position
    guard let cipher = EncryptionCipher(mark: try reader.readInteger(UInt32.self)) else {
      throw damaged("a block is expected here, the mark of one is missing", at: start)
    }
    let tag = cipher == .gcm ? try reader.readBytes(16) : []
    let length = try reader.readInteger(Int32.self)
    let vectorLength = try reader.readInteger(Int32.self)
    guard vectorLength == 16 else {
      throw damaged("a vector of 16 bytes is expected, it has \(vectorLength)", at: start)
    }
    let vector = try reader.readBytes(16)
    let contentLength = try reader.readInteger(Int32.self)
    guard contentLength >= 0, Int64(length) == 24 + Int64(contentLength) else {
      throw damaged(
        "the lengths of a block contradict each other: \(length) and \(contentLength)", at: start)
    }
    if cipher == .gcm, contentLength > EncryptedBlock.mostAuthenticatedByteCount {
      throw damaged(
        "a block of \(contentLength) bytes is longer than any that is written", at: start)
    }
    return EncryptedBlock(
      cipher: cipher, tag: tag, vector: vector, content: try reader.skip(Int(contentLength)))
  }

  private func damaged(_ text: String, at byteOffset: Int) -> Diagnostic {
    Diagnostic(
      .mindsporeCiphertext, text,
      at: Location(file: reader.file.path, byteRange: byteOffset..<byteOffset))
  }
}
