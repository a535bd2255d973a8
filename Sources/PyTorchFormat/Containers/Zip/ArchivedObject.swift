import ByteIO
import Diagnostics
import ModelIR
import Pickle
import ZIPArchive

/// A pickled object of a zip archive, its storages being records: `torch.save` since 1.6,
/// TorchScript.
final class ArchivedObject: TorchContainer {
  let document: PickleDocument
  let facts: [MetadataEntry]

  let archive: TorchArchive
  /// The names of the folders in which a storage's record may be.
  let storageFolders: [[UInt8]]
  private let isBigEndian: Bool
  private let storages = TorchStorageTable()
  private let records: TorchRecordTable
  let storageClasses: TorchStorageClassTable

  /// Reads a pickle of an archive.
  ///
  /// - Parameters:
  ///   - storageFolders: the folders in which a storage's record may be.
  ///   - early: what was begun to be read before the archive was known.
  init(
    _ archive: TorchArchive, pickle: ZIPMember, storageFolders: [String],
    format: TorchArchive.Format, facts: [MetadataEntry] = [], early: consuming EarlyPickle? = nil
  ) throws(Diagnostic) {
    self.archive = archive
    self.storageFolders = storageFolders.map { Array((archive.folder + $0).utf8) }
    records = TorchRecordTable(count: archive.recordCount)
    isBigEndian = format.isBigEndian
    do {
      document = try EarlyPickle.document(early, in: try TorchArchive.range(of: pickle))
    } catch {
      throw error.located(at: Location(path: pickle.name))
    }
    storageClasses = TorchStorageClassTable(document)
    self.facts =
      facts + [MetadataEntry("pickle_protocol", String(document.protocolVersion))] + format.facts
  }

  func resolve(_ persistentID: PickleValue) throws(Diagnostic) -> TorchPersistentObject {
    guard let identifier = document.persistentIdentifier(persistentID) else {
      throw Diagnostic(
        .torchPersistentID,
        "a persistent reference is expected, this is \(persistentID.kindDescription)",
        at: archive.recordLocation)
    }
    let reference = try reference(identifier)
    var bytes: DeferredRange?
    if !reference.isMeta {
      guard let record = record(of: reference) else { throw missing() }
      let byteCount = record.byteCount
      guard byteCount == reference.byteCount else {
        throw TorchStorageTable.mismatch(reference, found: byteCount, at: record.location)
      }
      bytes = records.bytes(of: record, byteCount: byteCount)
    }
    return .storage(
      try storages.storage(
        of: reference, bytes: bytes, isBigEndian: isBigEndian, at: archive.recordLocation))
  }

  private func reference(_ identifier: PickleValue) throws(Diagnostic) -> TorchStorageReference {
    try TorchStorageReference(
      identifier, in: document, classes: storageClasses, at: archive.recordLocation)
  }

  private func record(of reference: TorchStorageReference) -> ZIPMember? {
    for folder in storageFolders {
      var name = folder
      name.append(contentsOf: reference.key.text.utf8)
      if let record = archive.record(inArchive: name) { return record }
    }
    return nil
  }

  /// The finding that names every storage that the object refers to and the archive does not have.
  private func missing() -> Diagnostic {
    var keys: [String] = []
    for value in document.reachablePersistentReferences() {
      guard let identifier = document.persistentIdentifier(value),
        let reference = try? reference(identifier),
        !reference.isMeta, record(of: reference) == nil
      else { continue }
      keys.append(reference.key.text)
    }
    return TorchStorageTable.missing(keys, at: archive.recordLocation)
  }
}
