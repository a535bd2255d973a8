import ByteIO

/// Advice about names: tries changes of the names that were not expected and counts what would match.
struct RenamingAdvice {
  let missing: [ExpectedEntry]
  let unexpected: [BindingReport.Unexpected]

  func advice() -> [BindingAdvice] {
    guard !missing.isEmpty, !unexpected.isEmpty else { return [] }
    let wanted = Dictionary(
      missing.map { (ExactName($0.name), $0.shape) }, uniquingKeysWith: { first, _ in first })
    let prefixes = Renaming.prefixes(missing: missing, unexpected: unexpected)
    let parts = Renaming.parts(missing: missing, unexpected: unexpected)
    var best: (renaming: Renaming, matches: Int)?
    for renaming in prefixes + Renaming.frameworks + parts {
      let matches = count(renaming, in: wanted)
      if matches > best?.matches ?? 0 { best = (renaming, matches) }
    }
    guard let best else { return sameSizes() }
    // Names of another framework often stand behind a prefix, too.
    let combined = prefixes.flatMap { prefix in
      (Renaming.frameworks + parts).map { second in
        Renaming(kind: second.kind, text: "\(prefix.text) and \(second.text)") { name in
          prefix.apply(name).flatMap(second.apply)
        }
      }
    }
    var winner = best
    if best.matches < missing.count {
      for renaming in combined.prefix(64) {
        let matches = count(renaming, in: wanted)
        if matches > winner.matches { winner = (renaming, matches) }
      }
    }
    guard 2 * winner.matches >= min(missing.count, unexpected.count) else { return sameSizes() }
    return [
      BindingAdvice(
        winner.renaming.kind,
        "\(winner.renaming.text), \(winner.matches) of the \(missing.count) missing entries match",
        matches: (winner.matches, missing.count))
    ]
  }

  private func count(_ renaming: Renaming, in wanted: [ExactName: [Int]]) -> Int {
    unexpected.reduce(0) { sum, entry in
      guard let shape = entry.shape, let name = renaming.apply(entry.name),
        let expected = wanted[ExactName(name)]
      else { return sum }
      return sum + (expected == shape || expected == shape.reversed() ? 1 : 0)
    }
  }

  /// Names without anything in common, sizes in the same order: the same network renamed.
  private func sameSizes() -> [BindingAdvice] {
    let tensors = unexpected.filter { $0.shape != nil }
    guard missing.count > 1, tensors.count == missing.count,
      zip(missing, tensors).allSatisfy({ $0.shape == $1.shape })
    else { return [] }
    return [
      BindingAdvice(
        .renamed,
        "the missing and the unexpected entries have the same sizes in the same order, from "
          + "'\(tensors[0].name)' for '\(missing[0].name)' to '\(tensors[tensors.count - 1].name)' "
          + "for '\(missing[missing.count - 1].name)': the same network under other names",
        matches: (missing.count, missing.count))
    ]
  }
}
