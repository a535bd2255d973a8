import ModelIR

/// What a framework does when a stored tensor and the parameter that takes it differ.
struct LoadingRules: Sendable {
  /// The framework that wrote the checkpoint, and would load it.
  let framework: Framework
  /// Whether the framework is asked to be strict.
  let isStrict: Bool

  /// The tensor in a parameter's sizes, or nothing if the framework refuses it.
  ///
  /// PyTorch takes `[1]` for a number without axes. MindSpore leaves out trailing axes of size 1, as in
  /// checkpoints of graphs in which every tensor has four.
  func taken(_ weight: Weight, for shape: [Int]) -> Weight? {
    if weight.shape == shape { return weight }
    if framework == .mindspore {
      guard weight.shape.count > shape.count, weight.shape.starts(with: shape),
        weight.shape.dropFirst(shape.count).allSatisfy({ $0 == 1 })
      else { return nil }
      return weight.reshaped(to: shape)
    }
    return shape.isEmpty && weight.shape == [1] ? weight.reshaped(to: []) : nil
  }

  /// Whether elements of one type are copied into a parameter of another.
  ///
  /// PyTorch converts everything but complex numbers to real ones; MindSpore floating-point numbers to
  /// each other and signed integers to each other, and only where it is not strict.
  func converts(_ found: ElementType, to expected: ElementType) -> Bool {
    guard framework == .mindspore else {
      return !found.isComplex || expected.isComplex
    }
    return !isStrict
      && Self.mindSporeFamilies.contains { $0.contains(found) && $0.contains(expected) }
  }

  private static let mindSporeFamilies: [Set<ElementType>] = [
    [.float16, .bfloat16, .float32, .float64], [.int8, .int16, .int32, .int64],
  ]

  /// Whether a parameter may be absent without being missed: MindSpore's accumulated gradients.
  func mayLack(_ name: String) -> Bool {
    framework == .mindspore && name.hasPrefix("accu_grads")
  }

  /// Whether names that end as a missing parameter's are tried.
  var triesPrefixes: Bool { framework == .mindspore && !isStrict }
}

/// Tensors under longer names than the parameters': MindSpore looks for a name that ends as the first
/// missing one does, and takes whatever stands behind the same beginning for the others.
struct PrefixFallback {
  /// A beginning of names, and which stored tensors behind it are for which parameters.
  struct Match {
    let prefix: String
    /// Positions among the missing parameters and among the stored tensors.
    let pairs: [(missing: Int, stored: Int)]
  }

  /// The most beginnings that are tried, each of which is one pass over all names.
  private static let mostPrefixes = 64

  /// Looks for beginnings.
  ///
  /// - Parameter find: the position of the stored tensor of a name.
  static func matches(
    missing: [String], stored: [String], find: (String) -> Int?
  ) -> [Match] {
    var matches: [Match] = []
    var open = Array(missing.enumerated())
    while matches.count < mostPrefixes, let prefix = prefix(for: open.map(\.element), in: stored) {
      let pairs = open.compactMap { position, name in
        find(prefix + name).map { (missing: position, stored: $0) }
      }
      guard !pairs.isEmpty else { break }
      matches.append(Match(prefix: prefix, pairs: pairs))
      let found = Set(pairs.map(\.missing))
      open.removeAll { found.contains($0.offset) }
    }
    return matches
  }

  private static func prefix(for missing: [String], in stored: [String]) -> String? {
    for name in missing.prefix(mostPrefixes) {
      let bytes = Array(name.utf8.reversed())
      for candidate in stored
      where candidate.utf8.count > bytes.count && candidate.utf8.reversed().starts(with: bytes) {
        return String(decoding: candidate.utf8.dropLast(bytes.count), as: UTF8.self)
      }
    }
    return nil
  }
}
