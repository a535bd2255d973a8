import ByteIO
import Diagnostics
import Synchronization

/// The bytes of storages by key, each found once, so that tensors that share one are seen to.
final class TorchStorageTable: Sendable {
  private struct ViewKey: Hashable {
    let storage: ExactName
    let view: TorchStorageReference.View
  }

  private let ranges = Mutex<[ExactName: DeferredRange]>([:])
  private let views = Mutex<[ViewKey: DeferredRange]>([:])

  /// Whether the bytes of a key are known.
  func contains(_ key: ExactName) -> Bool {
    ranges.withLock { $0[key] != nil }
  }

  /// Adds the bytes of a key.
  func add(_ key: ExactName, _ bytes: DeferredRange) {
    ranges.withLock { $0[key] = bytes }
  }

  /// The bytes of a key, made on first use.
  ///
  /// - Throws: what making them raises.
  func bytes(
    of key: ExactName, _ make: () throws(Diagnostic) -> DeferredRange
  ) throws(Diagnostic) -> DeferredRange {
    if let known = ranges.withLock({ $0[key] }) { return known }
    let made = try make()
    return ranges.withLock { ranges in
      if let known = ranges[key] { return known }
      ranges[key] = made
      return made
    }
  }

  /// The storage that a reference means, its bytes being in the table.
  ///
  /// - Parameter known: the bytes, where the caller has just looked them up.
  /// - Throws: ``DiagnosticCode/torchRecordMissing``, ``DiagnosticCode/torchStorageLength``.
  func storage(
    of reference: TorchStorageReference, bytes known: DeferredRange? = nil, isBigEndian: Bool,
    at location: @autoclosure () -> Location
  ) throws(Diagnostic) -> TorchStorage {
    var bytes: DeferredRange?
    var elementCount = reference.elementCount
    var key = reference.key
    if !reference.isMeta {
      guard let whole = known ?? ranges.withLock({ $0[key] }) else {
        throw Self.missing([reference.key.text], at: location())
      }
      guard whole.byteCount == reference.byteCount else {
        throw Self.mismatch(reference, found: whole.byteCount, at: location())
      }
      bytes = whole
    }
    if let view = reference.view {
      let size = reference.elementType.byteCount
      elementCount = view.elementCount
      key = view.key
      if let whole = bytes {
        let part = (offset: view.elementOffset * size, count: view.elementCount * size)
        let viewKey = ViewKey(storage: reference.key, view: view)
        bytes = views.withLock { views in
          if let known = views[viewKey] { return known }
          let made = DeferredRange(byteCount: part.count) {
            let range = try whole.range()
            return FileRange(
              file: range.file, byteOffset: range.byteOffset + part.offset, byteCount: part.count)
          }
          views[viewKey] = made
          return made
        }
      }
    }
    return TorchStorage(
      key: key.text, elementType: reference.elementType, isUntyped: reference.isUntyped,
      elementCount: elementCount, byteCount: elementCount * reference.elementType.byteCount,
      bytes: bytes, isBigEndian: isBigEndian, location: reference.location)
  }

  /// The finding that storages are not in the file.
  static func missing(_ keys: [String], at location: Location) -> Diagnostic {
    let names = keys.sorted().prefix(8).map { "'\($0)'" }.joined(separator: ", ")
    let more = keys.count > 8 ? " and \(keys.count - 8) more" : ""
    return Diagnostic(
      .torchRecordMissing,
      "the object refers to \(keys.count == 1 ? "storage" : "storages") \(names)\(more), the file has "
        + "none of that name",
      at: location)
  }

  /// The finding that a storage has another length than the object says.
  static func mismatch(
    _ reference: TorchStorageReference, found: Int, at location: Location
  ) -> Diagnostic {
    Diagnostic(
      .torchStorageLength,
      "storage '\(reference.key.text)' has \(found) bytes, \(reference.elementCount) elements of "
        + "\(reference.elementType.rawValue) need \(reference.byteCount)",
      at: location)
  }
}
