import ByteIO
import Checkpoints
import ModelIR
import Pickle

/// What `torch.save` writes of a checkpoint: the pickled object and the storages that it refers to.
struct TorchSavedObject {
  /// The object.
  let pickle: [UInt8]
  /// The storages; the key of each is its position.
  let storages: [Weight]

  /// The name of the weights in a checkpoint dictionary.
  static let weightsName = "state_dict"

  /// Pickles a state dict, or a dictionary of metadata and one.
  ///
  /// - Parameter isLegacy: whether storages are named as the older stream names them.
  init(_ checkpoint: Checkpoint, metadata: Hyperparameters?, isLegacy: Bool) {
    var builder = TorchObjectPickler(isLegacy: isLegacy, entryCount: checkpoint.entries.count)
    if let metadata {
      builder.write(metadata, besides: checkpoint)
    } else {
      builder.writeStateDictionary(checkpoint)
    }
    (pickle, storages) = builder.finished()
  }
}

/// Pickles the values of a checkpoint in the order and with the calls of `torch.save`.
private struct TorchObjectPickler {
  private var pickle: PickleWriter
  private var storages: [Weight] = []
  private var keys: [Weight: Int] = [:]
  private let isLegacy: Bool

  init(isLegacy: Bool, entryCount: Int) {
    self.isLegacy = isLegacy
    pickle = PickleWriter(capacity: 256 + 160 * entryCount)
  }

  func finished() -> (pickle: [UInt8], storages: [Weight]) { (pickle.finished(), storages) }

  /// Writes a checkpoint dictionary.
  mutating func write(_ metadata: Hyperparameters, besides checkpoint: Checkpoint) {
    let entries = metadata.entries
    // The pickler is lent to the dictionary's items, the rest of this value stays at hand.
    writeDictionary(count: entries.count + 1) { builder, index in
      if index < entries.count {
        builder.pickle.write(entries[index].name)
        builder.write(entries[index].value)
      } else {
        builder.pickle.write(TorchSavedObject.weightsName)
        builder.writeStateDictionary(checkpoint)
      }
    }
  }

  private mutating func writeDictionary(
    count: Int, _ entry: (inout TorchObjectPickler, Int) -> Void
  ) {
    pickle.beginDictionary()
    addEntries(count: count, entry)
  }

  private mutating func addEntries(
    count: Int, _ entry: (inout TorchObjectPickler, Int) -> Void
  ) {
    for batch in PickleWriter.batches(of: count) {
      pickle.beginItems(batch)
      for index in batch { entry(&self, index) }
      pickle.endEntries(batch)
    }
  }

  private mutating func write(_ value: HyperparameterValue) {
    switch value {
    case .none: pickle.writeNone()
    case .boolean(let value): pickle.write(value)
    case .integer(let value): pickle.write(value)
    case .number(let value): pickle.write(value)
    case .text(let value): pickle.write(value)
    case .list(let items):
      pickle.beginList()
      for batch in PickleWriter.batches(of: items.count) {
        pickle.beginItems(batch)
        for index in batch { write(items[index]) }
        pickle.endItems(batch)
      }
    case .mapping(let settings):
      writeDictionary(count: settings.entries.count) { builder, index in
        builder.pickle.write(settings.entries[index].name)
        builder.write(settings.entries[index].value)
      }
    }
  }
}

extension TorchObjectPickler {
  /// Writes an `OrderedDict` of tensors, with the versions of the modules where they are known.
  mutating func writeStateDictionary(_ checkpoint: Checkpoint) {
    writeOrderedDictionary()
    addEntries(count: checkpoint.entries.count) { builder, index in
      builder.pickle.write(checkpoint.entries[index].name)
      builder.write(checkpoint.entries[index].weight)
    }
    let versions = checkpoint.moduleVersions.sorted {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    guard !versions.isEmpty else { return }
    writeDictionary(count: 1) { builder, _ in
      builder.pickle.write("_metadata")
      builder.writeOrderedDictionary()
      builder.addEntries(count: versions.count) { builder, index in
        builder.pickle.write(versions[index].key)
        builder.writeDictionary(count: 1) { builder, _ in
          builder.pickle.writeShared("version")
          builder.pickle.write(versions[index].value)
        }
      }
    }
    pickle.setState()
  }

  private mutating func writeOrderedDictionary() {
    pickle.writeGlobal("collections", "OrderedDict")
    pickle.writeTuple(count: 0) { _ in }
    pickle.call()
  }

  /// Writes the call that rebuilds a tensor from its storage.
  private mutating func write(_ weight: Weight) {
    guard let kind = TorchStorageKind(of: weight.elementType) else { return pickle.writeNone() }
    let key = storageKey(of: weight)
    let isLegacy = isLegacy
    if case .typed = kind {
      pickle.writeGlobal("torch._utils", "_rebuild_tensor_v2")
    } else {
      pickle.writeGlobal("torch._utils", "_rebuild_tensor_v3")
    }
    pickle.writeTuple(count: 7) { pickle in
      pickle.writeTuple(count: isLegacy ? 6 : 5) { pickle in
        pickle.writeShared("storage")
        switch kind {
        case .typed(let name): pickle.writeGlobal("torch", name)
        // The stream's loader with `weights_only` knows no storages without a type.
        case .untyped where isLegacy: pickle.writeGlobal("torch", "ByteStorage")
        case .untyped: pickle.writeGlobal("torch.storage", "UntypedStorage")
        }
        pickle.writeShared(String(key))
        pickle.writeShared("cpu")
        if case .typed = kind {
          pickle.write(weight.elementCount)
        } else {
          pickle.write(weight.byteCount)
        }
        if isLegacy { pickle.writeNone() }
      }
      pickle.makePersistent()
      pickle.write(0)
      Self.write(weight.shape, to: &pickle)
      Self.write(StridedView(rowMajor: weight.shape).torchStrides, to: &pickle)
      pickle.write(false)
      pickle.writeGlobal("collections", "OrderedDict")
      pickle.writeTuple(count: 0) { _ in }
      pickle.call()
      if case .untyped(let type) = kind { pickle.writeGlobal("torch", type.rawValue) }
    }
    pickle.call()
  }

  private static func write(_ sizes: [Int], to pickle: inout PickleWriter) {
    pickle.writeTuple(count: sizes.count) { pickle in
      for size in sizes { pickle.write(size) }
    }
  }

  /// The key of a weight's storage: that of an equal weight of a file, or a new one.
  private mutating func storageKey(of weight: Weight) -> Int {
    let key = storages.count
    guard weight.isOfFile else {
      storages.append(weight)
      return key
    }
    if let known = keys[weight] { return known }
    keys[weight] = key
    storages.append(weight)
    return key
  }
}

extension StridedView {
  /// The strides that PyTorch gives a contiguous tensor: those of an empty one count sizes of 0 as 1.
  fileprivate var torchStrides: [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * max(1, shape[axis + 1])
    }
    return strides
  }
}

extension Weight {
  /// Whether the elements are those of a place in a file, so that equality is cheap to tell.
  fileprivate var isOfFile: Bool {
    switch source {
    case .file, .deferred: true
    case .converted(let original, _): original.isOfFile
    default: false
    }
  }
}
