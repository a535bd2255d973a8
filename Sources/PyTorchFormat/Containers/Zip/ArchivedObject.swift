import ByteIO
import Diagnostics
import ModelIR
import Pickle
import ZIPArchive

/// A pickled object of a zip archive, its storages being records: `torch.save` since 1.6,
/// TorchScript.
struct ArchivedObject: TorchContainer {
  let document: PickleDocument
  let facts: [MetadataEntry]

  private let archive: TorchArchive
  private let storageFolders: [String]
  private let isBigEndian: Bool
  private let storages: TorchStorageTable

  /// Reads a pickle of an archive.
  ///
  /// - Parameters:
  ///   - storageFolders: the folders in which a storage's record may be.
  ///   - storages: where the records that were found are kept.
  init(
    _ archive: TorchArchive, pickle: ZIPMember, storageFolders: [String],
    format: TorchArchive.Format, facts: [MetadataEntry] = [],
    storages: TorchStorageTable = TorchStorageTable()
  ) throws(Diagnostic) {
    self.archive = archive
    self.storageFolders = storageFolders
    self.storages = storages
    isBigEndian = format.isBigEndian
    do {
      document = try PickleDocument.read(try archive.range(of: pickle), limits: .torch)
    } catch {
      throw error.located(at: Location(path: pickle.name))
    }
    self.facts =
      facts + [MetadataEntry("pickle_protocol", String(document.protocolVersion))] + format.facts
  }

  func resolve(_ persistentID: PickleValue) throws(Diagnostic) -> TorchPersistentObject {
    let location = archive.recordLocation
    guard let identifier = document.persistentIdentifier(persistentID) else {
      throw Diagnostic(
        .torchPersistentID,
        "a persistent reference is expected, this is \(persistentID.kindDescription)", at: location)
    }
    let reference = try TorchStorageReference(identifier, in: document, at: location)
    var bytes: DeferredRange?
    if !reference.isMeta {
      bytes = try storages.bytes(of: reference.key) { () throws(Diagnostic) in
        guard let record = record(of: reference) else { throw missing() }
        guard record.byteCount == reference.byteCount else {
          throw TorchStorageTable.mismatch(reference, found: record.byteCount, at: record.location)
        }
        return DeferredRange(byteCount: record.byteCount) { [archive] in
          try archive.range(of: record)
        }
      }
    }
    return .storage(
      try storages.storage(of: reference, bytes: bytes, isBigEndian: isBigEndian, at: location))
  }

  private func record(of reference: TorchStorageReference) -> ZIPMember? {
    for folder in storageFolders {
      if let record = archive.record(folder + reference.key.text) { return record }
    }
    return nil
  }

  /// The finding that names every storage that the object refers to and the archive does not have.
  private func missing() -> Diagnostic {
    var keys: [String] = []
    for value in document.reachablePersistentReferences() {
      guard let identifier = document.persistentIdentifier(value),
        let reference = try? TorchStorageReference(
          identifier, in: document, at: archive.recordLocation),
        !reference.isMeta, record(of: reference) == nil
      else { continue }
      keys.append(reference.key.text)
    }
    return TorchStorageTable.missing(keys, at: archive.recordLocation)
  }
}
