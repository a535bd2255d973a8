import Pickle

/// The classes of storages that a pickle names, each looked up once.
struct TorchStorageClassTable: Sendable {
  /// A class of storages.
  struct StorageClass: Sendable {
    /// The elements' type.
    let elementType: TorchElementType
    /// Whether it is bytes that a tensor gives a type to.
    let isUntyped: Bool
  }

  private var classes: [StorageClass?] = []

  /// Looks up what a pickle names.
  init(_ document: PickleDocument) {
    classes = document.globals.map { value in
      guard let global = document.global(value),
        global.module == "torch" || global.module.hasPrefix("torch.")
      else { return nil }
      let name = global.name.lastComponent
      return TorchElementType(storageClass: name).map {
        StorageClass(elementType: $0, isUntyped: name.hasSuffix("UntypedStorage"))
      }
    }
  }

  /// The class that a value of the pickle names, if it is one of storages.
  subscript(value: PickleValue) -> StorageClass? {
    guard case .global(let id) = value, id.position < classes.count else { return nil }
    return classes[id.position]
  }
}
