import ModelIR
import Pickle

extension ArchivedObject {
  func plainStorage(
    _ persistentID: PickleValue, _ search: inout PlainStorageSearch
  ) -> PlainStorage? {
    guard case .persistent(let persistent) = persistentID,
      let id = document.tuple(document.persistentIdentifier(persistent)), id.count == 5,
      isStorageText(document.value(id, 0), &search),
      case .global(let storageClass) = document.value(id, 1),
      case .text(let key) = document.value(id, 2),
      isDeviceText(document.value(id, 3), &search),
      case .integer(let elementCount) = document.value(id, 4), elementCount >= 0
    else { return nil }
    if search.key == key, search.storageClass == storageClass, search.elementCount == elementCount {
      return search.found
    }
    let found = plainStorage(key, storageClass, elementCount, &search)
    (search.key, search.storageClass) = (key, storageClass)
    (search.elementCount, search.found) = (elementCount, found)
    return found
  }

  private func plainStorage(
    _ key: PickleTextID, _ storageClass: PickleGlobalID, _ elementCount: Int,
    _ search: inout PlainStorageSearch
  ) -> PlainStorage? {
    guard let type = storageClasses[.global(storageClass)]?.elementType,
      type.carrier.byteCount == type.byteCount,
      let folder = storageFolders.first, document.isWellFormed(key)
    else { return nil }
    search.name.removeAll(keepingCapacity: true)
    search.name.append(contentsOf: folder)
    let (byteCount, overflow) = elementCount.multipliedReportingOverflow(by: type.byteCount)
    guard !overflow, document.append(key, to: &search.name),
      let record = archive.place(inArchive: search.name, expectedAt: search.record + 1),
      record.byteCount == byteCount
    else { return nil }
    search.record = record.number
    return PlainStorage(elementType: type, elementCount: elementCount)
  }

  private func isStorageText(_ value: PickleValue, _ search: inout PlainStorageSearch) -> Bool {
    guard case .text(let text) = value else { return false }
    if text == search.storageText { return true }
    guard document.isText(value, "storage") else { return false }
    search.storageText = text
    return true
  }

  private func isDeviceText(_ value: PickleValue, _ search: inout PlainStorageSearch) -> Bool {
    guard case .text(let text) = value else { return false }
    if text == search.deviceText { return true }
    guard let device = document.text(value), device != "meta" else { return false }
    search.deviceText = text
    return true
  }
}
