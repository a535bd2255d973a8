import ByteIO
import Diagnostics
import Pickle

/// The member `storages` of a tar file of PyTorch: storages and parts of them.
struct TarStorages {
  /// The storages by key.
  let storages: [ExactName: TorchStorage]

  /// Steps over the storages.
  ///
  /// - Throws: ``DiagnosticCode/torchStreamMalformed`` where the member breaks off or contradicts
  ///   itself, ``DiagnosticCode/torchStorageType`` for a class that is no storage's.
  init(_ range: FileRange) throws(Diagnostic) {
    var cursor = PickleCursor(range)
    var storages: [ExactName: TorchStorage] = [:]
    for _ in 0..<(try cursor.readCount("the number of storages")) {
      let storage = try Self.storage(&cursor)
      guard storages.updateValue(storage, forKey: ExactName(storage.key)) == nil else {
        throw cursor.malformed("storage '\(storage.key)' is given twice")
      }
    }
    let views = try cursor.readPickle("the list of views")
    guard let items = views.items(views.root) else {
      throw cursor.malformed("the list of views is \(views.root.kindDescription)")
    }
    for item in items {
      let view = try Self.view(item, in: views, of: storages, cursor)
      guard storages.updateValue(view, forKey: ExactName(view.key)) == nil else {
        throw cursor.malformed("storage '\(view.key)' is given twice")
      }
    }
    self.storages = storages
  }

  private static func storage(_ cursor: inout PickleCursor) throws(Diagnostic) -> TorchStorage {
    let entry = try cursor.readPickle("a storage")
    guard let items = entry.items(entry.root), items.count == 3, let key = entry.tarKey(items[0]),
      let location = entry.text(items[1]), let global = entry.global(items[2])
    else {
      throw cursor.malformed("a storage has to be given by its key, its device and its class")
    }
    let name = global.name.lastComponent
    guard let elementType = TorchElementType(storageClass: name) else {
      throw Diagnostic(
        .torchStorageType,
        "storage '\(key.text)' is of class \(global.module).\(global.name), which is none of "
          + "PyTorch's storages",
        at: cursor.location)
    }
    var reader = WindowedReader(cursor.rest(), windowByteCount: 4096)
    let count = Int(try reader.readInteger(Int64.self))
    let (byteCount, overflow) = count.multipliedReportingOverflow(by: elementType.byteCount)
    guard count >= 0, !overflow, byteCount <= reader.remainingByteCount else {
      throw cursor.malformed(
        "storage '\(key.text)' would have \(count) elements, \(reader.remainingByteCount) bytes are "
          + "left")
    }
    let bytes = try reader.skip(byteCount)
    cursor.skip(reader.position - cursor.position)
    return TorchStorage(
      key: key.text, elementType: elementType, elementCount: count, byteCount: byteCount,
      bytes: DeferredRange(bytes), location: location)
  }

  private static func view(
    _ value: PickleValue, in document: PickleDocument, of storages: [ExactName: TorchStorage],
    _ cursor: PickleCursor
  ) throws(Diagnostic) -> TorchStorage {
    guard let items = document.items(value), items.count == 4, let key = document.tarKey(items[0]),
      let rootKey = document.tarKey(items[1]), let offset = items[2].integer,
      let count = items[3].integer
    else {
      throw cursor.malformed("a view of a storage has to be given by two keys, offset and count")
    }
    guard let root = storages[rootKey], let whole = try root.bytes?.range(), offset >= 0,
      count >= 0,
      offset <= root.elementCount, count <= root.elementCount - offset,
      let size = root.elementType?.byteCount
    else {
      throw cursor.malformed(
        "storage '\(key.text)' is no part of storage '\(rootKey.text)', as the file says")
    }
    let bytes = FileRange(
      file: whole.file, byteOffset: whole.byteOffset + offset * size, byteCount: count * size)
    return TorchStorage(
      key: key.text, elementType: root.elementType, elementCount: count, byteCount: count * size,
      bytes: DeferredRange(bytes), location: root.location)
  }
}
