import ByteIO

/// One way to turn a checkpoint's names into an architecture's.
struct Renaming {
  let kind: BindingAdvice.Kind
  /// What it does, to be followed by how many entries match then: `without the prefix 'module.'`.
  let text: String
  /// The architecture's name for a checkpoint's, or nothing where the change does not apply.
  let apply: @Sendable (String) -> String?

  /// Adds or leaves out a prefix.
  static func prefixes(
    missing: [ExpectedEntry], unexpected: [BindingReport.Unexpected]
  ) -> [Renaming] {
    var result: [Renaming] = []
    var seen = Set<ExactName>()
    for wanted in missing.prefix(8) {
      for found in unexpected.prefix(2000) {
        if found.name.hasSuffix(".\(wanted.name)") {
          let prefix = String(found.name.dropLast(wanted.name.count))
          guard seen.insert(ExactName("-\(prefix)")).inserted else { continue }
          result.append(leavingOut(prefix))
        } else if wanted.name.hasSuffix(".\(found.name)") {
          let prefix = String(wanted.name.dropLast(found.name.count))
          guard seen.insert(ExactName("+\(prefix)")).inserted else { continue }
          result.append(
            Renaming(kind: .prefix, text: "with the prefix '\(prefix)' before every name") {
              prefix + $0
            })
        }
        if result.count >= 24 { return result }
      }
    }
    return result
  }

  private static func leavingOut(_ prefix: String) -> Renaming {
    let key = prefix.dropLast()
    let isWrapper = WrapperAdvice.keys.contains(String(key))
    return Renaming(
      kind: isWrapper ? .wrapper : .prefix,
      text: isWrapper
        ? "the weights lie under the key '\(key)': open it with --select \(key)"
        : "without the prefix '\(prefix)' of the names"
    ) { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : nil }
  }

  /// The names that frameworks give to the same tensors, each row in the order
  /// PyTorch, MindSpore, TensorFlow and Keras, Flux.
  private static let families: [(framework: String, names: [(String, String)])] = [
    ("MindSpore", ForeignNames.pairs.map { ($0.mindSpore, $0.pytorch) }),
    (
      "TensorFlow or an old release",
      [
        ("gamma", "weight"), ("beta", "bias"), ("kernel", "weight"),
        ("moving_mean", "running_mean"),
        ("moving_var", "running_var"), ("moving_variance", "running_var"),
        ("embeddings", "weight"), ("depthwise_kernel", "weight"),
      ]
    ),
    (
      "Flux",
      FluxNames.channels.map { ($0.flux, $0.pytorch) }
        + [("scale", "weight"), ("W", "weight"), ("b", "bias")]
    ),
  ]

  /// Takes the names of one framework for those of another, in both directions.
  static let frameworks: [Renaming] = families.flatMap { family -> [Renaming] in
    func renaming(_ pairs: [(String, String)], _ text: String) -> Renaming {
      Renaming(kind: .otherFramework, text: text) { name in
        let cut = name.lastIndex(of: ".").map { name.index(after: $0) } ?? name.startIndex
        let last = name[cut...]
        guard let pair = pairs.first(where: { $0.0 == last }) else { return name }
        return name[..<cut] + pair.1
      }
    }
    return [
      renaming(family.names, "with the names of \(family.framework) (\(examples(family.names)))"),
      renaming(
        family.names.map { ($0.1, $0.0) },
        "where the architecture has the names of \(family.framework) "
          + "(\(examples(family.names.map { ($0.1, $0.0) })))"),
    ]
  }

  private static func examples(_ pairs: [(String, String)]) -> String {
    pairs.prefix(4).map { "'\($0.0)' for '\($0.1)'" }.joined(separator: ", ")
  }

  /// Changes one part of the names into another: the parts in which the first pair of equal sizes
  /// differs.
  static func parts(
    missing: [ExpectedEntry], unexpected: [BindingReport.Unexpected]
  ) -> [Renaming] {
    var result: [Renaming] = []
    for (wanted, found) in zip(missing, unexpected).prefix(64)
    where found.shape == wanted.shape {
      let new = wanted.name.split(separator: ".")
      let old = found.name.split(separator: ".")
      let head = zip(new, old).prefix { $0 == $1 }.count
      let tail = zip(new.dropFirst(head).reversed(), old.dropFirst(head).reversed())
        .prefix { $0 == $1 }.count
      let from = old.dropFirst(head).dropLast(tail).joined(separator: ".")
      let to = new.dropFirst(head).dropLast(tail).joined(separator: ".")
      guard !from.isEmpty, !to.isEmpty, from != to,
        !result.contains(where: { $0.text.contains("'\(from)' as '\(to)'") })
      else { continue }
      let pattern = from.split(separator: ".").map(String.init)
      let replacement = to.split(separator: ".").map(String.init)
      result.append(
        Renaming(kind: .renamed, text: "reading '\(from)' as '\(to)' in the names") { name in
          replaced(pattern, by: replacement, in: name)
        })
      if result.count >= 8 { break }
    }
    return result
  }

  private static func replaced(
    _ pattern: [String], by replacement: [String], in name: String
  ) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= pattern.count else { return nil }
    for start in 0...(parts.count - pattern.count)
    where Array(parts[start..<start + pattern.count]) == pattern {
      return (parts[..<start] + replacement + parts[(start + pattern.count)...])
        .joined(separator: ".")
    }
    return nil
  }
}
