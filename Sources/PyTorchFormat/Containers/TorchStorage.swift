import ByteIO

/// A run of elements that tensors view.
struct TorchStorage: Hashable, Sendable {
  /// The name under which the file refers to it.
  let key: String
  /// The elements' type; nothing for a class that is not known.
  let elementType: TorchElementType?
  /// Whether it is bytes that a tensor gives a type to: `UntypedStorage`.
  let isUntyped: Bool
  /// How many elements it has; bytes of an untyped one.
  let elementCount: Int
  /// How many bytes it has.
  let byteCount: Int
  /// The bytes; nothing where none are stored, as on the device `meta`.
  let bytes: DeferredRange?
  /// Whether the elements are stored with the highest byte first.
  let isBigEndian: Bool
  /// The device that it was on: `cuda:0`.
  let location: String

  /// Makes a storage.
  init(
    key: String, elementType: TorchElementType?, isUntyped: Bool = false, elementCount: Int,
    byteCount: Int, bytes: DeferredRange?, isBigEndian: Bool = false, location: String = "cpu"
  ) {
    self.key = key
    self.elementType = elementType
    self.isUntyped = isUntyped
    self.elementCount = elementCount
    self.byteCount = byteCount
    self.bytes = bytes
    self.isBigEndian = isBigEndian
    self.location = location
  }
}
