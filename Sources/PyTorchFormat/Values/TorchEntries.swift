import Pickle

/// The entries of a mapping, made as they are asked for: a state dict may have 100,000.
struct TorchEntries: RandomAccessCollection, Sendable {
  private let document: TorchDocument
  private let pairs: PicklePairs?
  private let others: [(key: PickleValue, value: PickleValue)]

  /// Takes the entries of a dictionary.
  init(_ pairs: PicklePairs, in document: TorchDocument) {
    self.document = document
    self.pairs = pairs
    others = []
  }

  /// Takes entries that stand in several places.
  init(_ entries: [(key: PickleValue, value: PickleValue)], in document: TorchDocument) {
    self.document = document
    pairs = nil
    others = entries
  }

  var startIndex: Int { 0 }

  var endIndex: Int { pairs?.count ?? others.count }

  subscript(position: Int) -> TorchMapping.Entry {
    let entry = pairs?[position] ?? others[position]
    return TorchMapping.Entry(key: document.node(entry.key), value: document.node(entry.value))
  }
}
