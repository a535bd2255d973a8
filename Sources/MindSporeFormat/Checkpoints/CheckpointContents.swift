import ByteIO
import Diagnostics
import ProtobufWire

/// What a checkpoint holds: its entries under unique names, in the order in which MindSpore loads them.
struct CheckpointContents: Sendable {
  /// The file, decrypted where it was encrypted.
  let file: SourceFile
  /// The tensors and texts.
  private(set) var entries: [CheckpointEntry] = []
  /// What releases 0.5 wrote behind the tensors: `LeNet5`.
  private(set) var modelType: String?
  /// The checksum behind the entries.
  let trailer: CheckpointTrailer?
  /// The check of that checksum.
  private(set) var checksum: DeferredCheck?
  /// Whether numbers without axes are written with the size 0, as releases before 2.3 do.
  private(set) var hasOldScalars = false
  /// Whether numbers without axes are written without sizes, as releases from 2.3 on do.
  private(set) var hasNewScalars = false
  /// How many entries are overwritten by later ones of the same name.
  private(set) var overwrittenCount = 0

  /// The most entries of one file.
  static let mostEntryCount = 1 << 20

  /// Reads the structure of a file; no tensor's bytes are read.
  ///
  /// The file is messages one after the other, each with one value, which together are one message with
  /// all of them.
  ///
  /// - Throws: ``DiagnosticCode/mindsporeTruncated``, ``DiagnosticCode/mindsporeMalformed``,
  ///   ``DiagnosticCode/mindsporeMalformedTensor``, ``DiagnosticCode/mindsporeOverLimit``.
  init(_ file: SourceFile) throws(Diagnostic) {
    self.file = file
    trailer = try CheckpointTrailer(of: file)
    let end = trailer?.contentByteCount ?? file.byteCount
    var collector = EntryCollector()
    var mapRanges: [Range<Int>] = []
    // What stands before the elements is short, and the elements are stepped over.
    var reader = try ProtobufReader(
      WindowedReader(
        FileRange(file: file, byteOffset: 0, byteCount: end), windowByteCount: 512))
    var start = 0
    while let field = try Self.next(&reader, behind: collector) {
      switch (field.number, field.value) {
      case (1, .lengthDelimited(let range)):
        let message = try CheckpointMessage(range, inside: reader)
        if case .map = message.content { mapRanges.append(start..<range.byteRange.upperBound) }
        try collector.add(message)
        start = range.byteRange.upperBound
      case (2, .lengthDelimited(let range)):
        modelType = try CheckpointMessage.text(range, limit: 1 << 16, inside: reader)
        start = range.byteRange.upperBound
      case (_, .lengthDelimited(let range)):
        start = range.byteRange.upperBound
      default:
        throw Diagnostic(
          .mindsporeMalformed,
          "a named tensor is expected here, field \(field.number) is something else",
          at: Location(file: file.path, byteRange: start..<start))
      }
    }
    try collector.finish()
    entries = collector.entries
    overwrittenCount = collector.overwrittenCount
    hasOldScalars = collector.hasOldScalars
    hasNewScalars = collector.hasNewScalars
    checksum = trailer?.verification(of: file, leftOut: mapRanges)
  }

  /// The next field; a file that ends inside it is named for that.
  private static func next(
    _ reader: inout ProtobufReader<WindowedReader>, behind collector: EntryCollector
  ) throws(Diagnostic) -> ProtobufField<FileRange>? {
    do throws(Diagnostic) {
      return try reader.next()
    } catch {
      guard error.code == .protobufTruncated else { throw error }
      let last = collector.lastName.map { ", the last of them '\($0.prefix(200))'" } ?? ""
      let count = collector.count
      throw Diagnostic(
        .mindsporeTruncated,
        "the file ends inside an entry: \(error.message); \(count) "
          + "\(count == 1 ? "entry before it is" : "entries before it are") whole\(last)",
        at: error.location)
    }
  }
}

/// Puts values together as MindSpore does: consecutive ones of one name are pieces of one tensor, later
/// ones of a name overwrite earlier ones in their place.
private struct EntryCollector {
  private(set) var entries: [CheckpointEntry] = []
  private(set) var overwrittenCount = 0
  private(set) var hasOldScalars = false
  private(set) var hasNewScalars = false
  private var positions: [ExactName: Int] = [:]
  private var open: (tag: String, pieces: [TensorMessage])?
  /// How many values were added.
  private(set) var count = 0

  /// The name of the last value.
  private(set) var lastName: String?

  mutating func add(_ message: CheckpointMessage) throws(Diagnostic) {
    count += 1
    lastName = message.tag
    guard count <= CheckpointContents.mostEntryCount else {
      throw Diagnostic(
        .mindsporeOverLimit,
        "the file has more than \(CheckpointContents.mostEntryCount) entries")
    }
    switch message.content {
    case .tensor(let tensor):
      if let tag = open?.tag, ExactName(tag) == ExactName(message.tag) {
        open?.pieces.append(tensor)
      } else {
        try finish()
        open = (message.tag, [tensor])
      }
    case .map(let tensors):
      try finish()
      for (tensor, part) in zip(tensors, ["keys", "values", "status"]) {
        try insert(CheckpointEntry(name: "\(message.tag).\(part)", pieces: [tensor]))
      }
    }
  }

  /// Ends the entry that is open.
  mutating func finish() throws(Diagnostic) {
    guard let (tag, pieces) = open else { return }
    open = nil
    let entry = try CheckpointEntry(name: tag, pieces: pieces)
    if entry.isScalar {
      if pieces.last?.sizes == [0] { hasOldScalars = true } else { hasNewScalars = true }
    }
    insert(entry)
  }

  private mutating func insert(_ entry: CheckpointEntry) {
    if let position = positions[ExactName(entry.name)] {
      entries[position] = entry
      overwrittenCount += 1
    } else {
      positions[ExactName(entry.name)] = entries.count
      entries.append(entry)
    }
  }
}
