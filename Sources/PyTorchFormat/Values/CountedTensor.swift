/// A tensor that was counted and named, and not made.
struct CountedTensor: Sendable {
  /// Its name from the root.
  let name: String
  /// How many elements it has.
  let elementCount: Int

  /// Counts the tensors among some entries of a mapping that are described as nearly all are; nothing
  /// for any other entry.
  static func list(
    _ positions: Range<Int>, of entries: TorchEntries, in document: TorchDocument,
    named rootName: String
  ) -> [CountedTensor?] {
    var finder = PlainTensorFinder(document)
    return positions.map { position in
      let entry = entries[position]
      guard let count = finder.elementCount(of: entry.value) else { return nil }
      return CountedTensor(
        name: TorchNamePath.joined(rootName, entry.key.keyText), elementCount: count)
    }
  }
}
