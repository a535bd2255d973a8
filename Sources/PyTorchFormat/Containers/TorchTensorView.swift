/// A tensor as a table of a file describes it: a strided view of a storage.
struct TorchTensorView: Hashable, Sendable {
  /// The name under which the file has it.
  let key: String
  /// The elements' type; nothing for a class of tensors that is not known.
  let elementType: TorchElementType?
  /// The storage that it views.
  let storage: TorchStorage
  /// The sizes of the axes.
  let shape: [Int]
  /// The steps along the axes in elements.
  let strides: [Int]
  /// Where it begins in the storage, in elements.
  let elementOffset: Int
}
