import ByteIO
import Diagnostics
import ModelIR
import Pickle

/// A stream as `torch.save` wrote it before 1.6: pickles one after the other, then the storages.
struct LegacyStream: TorchContainer {
  let document: PickleDocument
  let facts: [MetadataEntry]

  private let storages: TorchStorageTable
  private let storageClasses: TorchStorageClassTable
  private let isBigEndian: Bool
  private let file: SourceFile

  /// The little-endian bytes of 0x1950A86A20F9469CFC6C.
  static let magic: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]

  /// Reads a stream whose first pickle, the magic number, was read already.
  ///
  /// - Throws: ``DiagnosticCode/torchStreamMalformed`` for a stream that breaks off or contradicts
  ///   itself, ``DiagnosticCode/torchRecordMissing`` if it lacks storages that the object refers to.
  init(
    _ range: FileRange, after magic: PickleDocument, diagnostics: DiagnosticCollector
  ) throws(Diagnostic) {
    var cursor = PickleCursor(range)
    cursor.skip(magic.byteCount)
    file = range.file
    let protocolVersion = try cursor.readPickle("the protocol's version")
    guard protocolVersion.root.integer == 1001 else {
      throw cursor.malformed("the stream's protocol has to be 1001")
    }
    let writer = try cursor.readPickle("the writer's description")
    isBigEndian = try Self.isBigEndian(writer, cursor)
    document = try cursor.readPickle("the saved object")
    let keys = try cursor.readPickle("the list of storages")
    storages = TorchStorageTable()
    storageClasses = TorchStorageClassTable(document)
    try Self.readStorages(
      keys, of: document, storageClasses, into: storages, cursor: &cursor)
    if try cursor.rest().startsWithLegacyMagic() {
      diagnostics.emit(
        Diagnostic(
          .torchStreamRest, severity: .note,
          "the file holds more saved objects after the first, which alone is read",
          at: cursor.location))
    }
    facts = [
      MetadataEntry("container", "stream (torch.save before 1.6)"),
      MetadataEntry("pickle_protocol", String(document.protocolVersion)),
      MetadataEntry("byte_order", isBigEndian ? "big" : "little"),
    ]
  }

  func resolve(_ persistentID: PickleValue) throws(Diagnostic) -> TorchPersistentObject {
    let location = Location(file: file.path)
    guard let identifier = document.persistentIdentifier(persistentID) else {
      throw Diagnostic(
        .torchPersistentID,
        "a persistent reference is expected, this is \(persistentID.kindDescription)", at: location)
    }
    if let module = TorchModuleClass(identifier, in: document) { return .moduleClass(module) }
    let reference = try TorchStorageReference(
      identifier, in: document, classes: storageClasses, at: location)
    return .storage(try storages.storage(of: reference, isBigEndian: isBigEndian, at: location))
  }

  private static func isBigEndian(
    _ writer: PickleDocument, _ cursor: PickleCursor
  ) throws(Diagnostic) -> Bool {
    guard let entries = writer.pairs(writer.root) else {
      throw cursor.malformed(
        "the writer's description has to be a dictionary, it is \(writer.root.kindDescription)")
    }
    guard let entry = entries.first(where: { writer.isText($0.key, "little_endian") }) else {
      return false
    }
    guard let isLittleEndian = entry.value.boolean else {
      throw cursor.malformed("'little_endian' has to be True or False")
    }
    return !isLittleEndian
  }

  /// Finds the storages behind the pickles by stepping over them.
  private static func readStorages(
    _ keys: PickleDocument, of document: PickleDocument, _ classes: TorchStorageClassTable,
    into table: TorchStorageTable, cursor: inout PickleCursor
  ) throws(Diagnostic) {
    guard let items = keys.items(keys.root) else {
      throw cursor.malformed(
        "the list of storages has to be a list, it is \(keys.root.kindDescription)")
    }
    let references = try storageReferences(of: document, classes, at: cursor.location)
    var reader = WindowedReader(cursor.rest(), windowByteCount: 4096)
    for item in items {
      guard let text = keys.text(item) else {
        throw cursor.malformed("a storage's key is \(item.kindDescription)")
      }
      let key = ExactName(text)
      guard let reference = references[key] else {
        throw cursor.malformed("storage '\(text)' is listed and nothing refers to it")
      }
      guard !table.contains(key) else {
        throw cursor.malformed("storage '\(text)' is listed twice")
      }
      if reference.isMeta {
        continue
      }
      guard reader.remainingByteCount >= 8 else {
        throw cursor.malformed("the file ends before storage '\(text)'")
      }
      let start = reader.position
      let count = try reader.readInteger(Int64.self)
      guard count == Int64(reference.elementCount) else {
        throw Diagnostic(
          .torchStorageLength,
          "storage '\(text)' says \(count) elements, the object expects \(reference.elementCount)",
          at: Location(file: cursor.location.file, byteRange: start..<start + 8))
      }
      guard reference.byteCount <= reader.remainingByteCount else {
        throw cursor.malformed(
          "storage '\(text)' needs \(reference.byteCount) bytes, \(reader.remainingByteCount) are "
            + "left: the file is truncated")
      }
      table.add(key, DeferredRange(try reader.skip(reference.byteCount)))
    }
    cursor.skip(reader.position - cursor.position)
    let missing = references.filter { !table.contains($0.key) && !$0.value.isMeta }
    guard missing.isEmpty else {
      throw TorchStorageTable.missing(missing.map(\.key.text), at: cursor.location)
    }
  }

  /// What the object says of every storage that it refers to.
  private static func storageReferences(
    of document: PickleDocument, _ classes: TorchStorageClassTable, at location: Location
  ) throws(Diagnostic) -> [ExactName: TorchStorageReference] {
    var references: [ExactName: TorchStorageReference] = [:]
    for value in document.reachablePersistentReferences() {
      guard let identifier = document.persistentIdentifier(value),
        TorchModuleClass(identifier, in: document) == nil
      else { continue }
      let reference = try TorchStorageReference(
        identifier, in: document, classes: classes, at: location)
      if let known = references[reference.key] {
        guard known.byteCount == reference.byteCount else {
          throw Diagnostic(
            .torchStorageLength,
            "storage '\(reference.key.text)' is referred to with \(known.byteCount) and with "
              + "\(reference.byteCount) bytes",
            at: location)
        }
      } else {
        references[reference.key] = reference
      }
    }
    return references
  }
}
