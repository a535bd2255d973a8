import ByteIO
import Diagnostics
import ModelIR

/// The file that entries go to: cuts the elements of large ones into pieces, each with its own message
/// around it, and keeps the checksum of everything.
struct CheckpointSink: ByteSink, ~Copyable {
  private var file: OutputFile
  private var checksum: ChecksumSink?
  private let pieceByteCount: Int
  /// The entry that is being written, and how many bytes of it are still to come.
  private var entry: WrittenEntry?
  private var pendingByteCount = 0
  /// How many bytes the open piece still takes.
  private var roomByteCount = 0

  init(_ file: consuming OutputFile, hasChecksum: Bool, pieceByteCount: Int) {
    self.file = file
    self.pieceByteCount = pieceByteCount
    checksum = hasChecksum ? ChecksumSink() : nil
  }

  var position: Int { file.position }

  /// Writes an entry with all its pieces.
  mutating func write(_ entry: WrittenEntry) throws(Diagnostic) {
    self.entry = entry
    pendingByteCount = entry.weight.byteCount
    roomByteCount = 0
    if pendingByteCount == 0 { try beginPiece() }
    try entry.weight.write(to: &self)
    precondition(pendingByteCount == 0, "a tensor has another length than its shape says")
  }

  mutating func write(_ bytes: RawSpan) throws(Diagnostic) {
    var done = 0
    while done < bytes.byteCount {
      let count = try room(for: bytes.byteCount - done)
      try put(bytes.extracting(done..<done + count))
      done += count
    }
  }

  mutating func copy(_ range: FileRange) throws(Diagnostic) {
    guard checksum == nil else { return try copyInBlocks(range) }
    var done = 0
    while done < range.byteCount {
      let count = try room(for: range.byteCount - done)
      try file.copy(
        FileRange(file: range.file, byteOffset: range.byteOffset + done, byteCount: count))
      done += count
    }
  }

  /// Writes the checksum, if there is one, and puts the file into place.
  ///
  /// - Returns: the size of the file.
  consuming func commit(mode: UInt32) throws(Diagnostic) -> Int {
    if let checksum {
      try file.write(CheckpointTrailer.bytes(of: checksum.checksum.value))
    }
    let byteCount = file.position
    try file.setMode(mode)
    try file.commit()
    return byteCount
  }

  /// How many of some bytes go to the open piece, after the next one was begun if that is full.
  private mutating func room(for byteCount: Int) throws(Diagnostic) -> Int {
    if roomByteCount == 0 { try beginPiece() }
    let count = min(byteCount, roomByteCount)
    roomByteCount -= count
    pendingByteCount -= count
    return count
  }

  private mutating func beginPiece() throws(Diagnostic) {
    precondition(entry != nil && pendingByteCount >= 0, "bytes belong to an entry")
    roomByteCount = min(pieceByteCount, pendingByteCount)
    let prefix = entry?.prefix(ofPiece: roomByteCount) ?? []
    try unsafe put(prefix.span.bytes)
  }

  private mutating func put(_ bytes: RawSpan) throws(Diagnostic) {
    try checksum?.write(bytes)
    try file.write(bytes)
  }
}
