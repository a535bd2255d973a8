import ByteIO

/// The names by which PyTorch and MindSpore call the same tensors of layers.
///
/// A conversion takes one for the other where an entry is missing otherwise; a validation does not,
/// because neither framework does.
enum ForeignNames {
  /// The names, in the order in which they are tried.
  static let pairs = MindSporeNames.normalization + MindSporeNames.embedding

  /// The other names of a tensor: of `bn1.weight` these are `bn1.gamma` and `bn1.embedding_table`.
  static func alternatives(to name: String) -> [String] {
    let cut = name.lastIndex(of: ".").map { name.index(after: $0) } ?? name.startIndex
    let last = name[cut...]
    return pairs.compactMap { pair in
      if last == pair.pytorch { return name[..<cut] + pair.mindSpore }
      return last == pair.mindSpore ? name[..<cut] + pair.pytorch : nil
    }
  }

  /// Finds missing entries under the other framework's names; how many were found.
  static func complete(
    _ found: inout [Int?], of expected: [ExpectedEntry], stored: [ExactName: Int]
  ) -> Int {
    var used = Set(found.compactMap(\.self))
    var count = 0
    for index in expected.indices where found[index] == nil {
      let candidates = alternatives(to: expected[index].name).compactMap { stored[ExactName($0)] }
      guard let candidate = candidates.first, used.insert(candidate).inserted else { continue }
      found[index] = candidate
      count += 1
    }
    return count
  }
}
