import Pickle

/// What a tensor that is described as nearly all are needs to know of its storage.
struct PlainStorage {
  /// The elements' type.
  let elementType: TorchElementType
  /// How many elements there are.
  let elementCount: Int
}

/// What was found last, which the next tensor mostly refers to again.
struct PlainStorageSearch {
  /// The texts that were told to be `storage` and a device whose bytes are stored.
  var storageText: PickleTextID?
  var deviceText: PickleTextID?
  /// The key, class and count of the last storage.
  var key: PickleTextID?
  var storageClass: PickleGlobalID?
  var elementCount = -1
  var found: PlainStorage?
  /// The place of the last record.
  var record = -1
  /// Room for the record's name.
  var name: [UInt8] = []
}
