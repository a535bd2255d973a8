import ByteIO
import Diagnostics
import ModelIR
import Pickle

/// A file, or a part of one, with one pickled object and the storages that it refers to.
protocol TorchContainer: Sendable {
  /// The object.
  var document: PickleDocument { get }
  /// What the file is: the kind of container, its version, its byte order.
  var facts: [MetadataEntry] { get }

  /// What a persistent reference of the object stands for.
  ///
  /// - Parameter persistentID: the reference as it stands in the object: `PickleValue.persistent`.
  /// - Throws: a diagnostic for an id of another form, a storage that is missing or shorter than it
  ///   says.
  func resolve(_ persistentID: PickleValue) throws(Diagnostic) -> TorchPersistentObject

  /// The storage that a persistent reference stands for, if that is told without making anything and
  /// ``resolve(_:)`` would find no fault; nothing means that it has to be asked.
  func plainStorage(
    _ persistentID: PickleValue, _ search: inout PlainStorageSearch
  ) -> PlainStorage?
}

extension TorchContainer {
  func plainStorage(
    _ persistentID: PickleValue, _ search: inout PlainStorageSearch
  ) -> PlainStorage? { nil }
}

/// What a persistent id stands for.
enum TorchPersistentObject: Hashable, Sendable {
  /// A storage that tensors view.
  case storage(TorchStorage)
  /// The class of a module, beside its source text.
  case moduleClass(TorchModuleClass)
  /// A tensor that a table beside the object describes.
  case tensor(TorchTensorView)
}
