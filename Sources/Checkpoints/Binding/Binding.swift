import ByteIO
public import ModelIR

/// A checkpoint's tensors matched with the entries that an architecture expects.
public struct Binding: Sendable {
  /// The tensors that fit, under the architecture's names, in its order.
  public let bound: [(name: String, weight: Weight)]
  /// Everything that does not fit, and what was done to make names match.
  public var report: BindingReport

  /// Matches entries by name.
  ///
  /// The allowances are the framework's own, as `load_state_dict` defines them: a shape `[1]` is taken
  /// for a scalar, element types are converted to the model's, `num_batches_tracked` may be missing
  /// where the state dict's version of the module is below 2 or not recorded. A checkpoint of MindSpore
  /// has those of `load_param_into_net`.
  ///
  /// - Parameters:
  ///   - checkpoint: the weights.
  ///   - expected: what the architecture expects.
  ///   - ignored: names, with `*` for any text, of entries that may be there unused.
  ///   - entryPrefix: what stands before all expected names in the checkpoint; entries without it are
  ///     listed apart.
  ///   - keepsPrefixes: whether a wrapper's prefix such as `module.`, which all names carry, stays
  ///     instead of being left out.
  ///   - isStrict: whether the framework is asked to be strict, which MindSpore is about types and
  ///     prefixes.
  public init(
    _ checkpoint: Checkpoint, to expected: [ExpectedEntry], ignoring ignored: [String] = [],
    entryPrefix: String = "", keepsPrefixes: Bool = false, isStrict: Bool = true
  ) {
    let rules = LoadingRules(framework: checkpoint.framework, isStrict: isStrict)
    let unwrapped = keepsPrefixes ? nil : Self.unwrapped(checkpoint, for: expected)
    let whole = unwrapped?.names ?? checkpoint.entries.map(\.name)
    let names = whole.map {
      $0.hasPrefix(entryPrefix) ? String($0.dropFirst(entryPrefix.count)) : nil
    }
    var stored: [ExactName: Int] = [:]
    for (index, name) in names.enumerated() {
      if let name, stored[ExactName(name)] == nil { stored[ExactName(name)] = index }
    }
    var found = expected.map { stored[ExactName($0.name)] }
    let exact = Set(found.compactMap(\.self))
    let fallbacks = Self.fallbacks(expected, &found, rules, names, stored)
    let renamedCount =
      keepsPrefixes ? 0 : ForeignNames.complete(&found, of: expected, stored: stored)
    var used = Set<Int>()
    var bound: [(name: String, weight: Weight)] = []
    var missing: [ExpectedEntry] = []
    var shapes: [BindingReport.ShapeMismatch] = []
    var types: [BindingReport.TypeMismatch] = []
    var refused: String?
    for (entry, index) in zip(expected, found) {
      guard let index else {
        if !rules.mayLack(entry.name),
          !entry.isOptional || Self.recordsVersion(of: entry, in: checkpoint)
        {
          missing.append(entry)
        }
        continue
      }
      used.insert(index)
      let weight = checkpoint.entries[index].weight
      let taken = rules.taken(weight, for: entry.shape)
      if let taken {
        bound.append((entry.name, taken))
      } else {
        shapes.append(BindingReport.ShapeMismatch(expected: entry, found: weight.shape))
      }
      var isConverted = true
      if weight.elementType != entry.elementType {
        isConverted = rules.converts(weight.elementType, to: entry.elementType)
        types.append(
          BindingReport.TypeMismatch(
            expected: entry, found: weight.elementType, isConverted: isConverted))
      }
      if refused == nil, taken == nil || !isConverted { refused = entry.name }
    }
    let patterns = ignored.map(NamePattern.init)
    let unexpected = checkpoint.entries.enumerated()
      .filter { index, _ in
        guard let name = names[index] else { return false }
        return !used.contains(index) && !patterns.contains { $0.matches(name) }
      }
      .map { _, entry in
        BindingReport.Unexpected(
          name: entry.name, elementType: entry.weight.elementType, shape: entry.weight.shape,
          text: nil)
      }
    let remarks = checkpoint.remarks
      .filter { remark in !patterns.contains { $0.matches(remark.name) } }
      .map {
        BindingReport.Unexpected(name: $0.name, elementType: nil, shape: nil, text: $0.text)
      }
    self.bound = bound
    report = BindingReport(
      matchedCount: bound.count, missing: missing, unexpected: unexpected + remarks,
      shapeMismatches: shapes, typeMismatches: types,
      optimizerEntries: checkpoint.optimizerEntries,
      outside: zip(whole, names).compactMap { name, inside in inside == nil ? name : nil },
      adaptations: (unwrapped?.wrappers ?? []).map {
        "'\($0.rawValue)', which a wrapper put into the names, was left out"
      }
        + fallbacks.map {
          "'\($0.prefix)' before the names of \($0.pairs.count) missing entries was left out"
        }
        + (renamedCount == 0
          ? []
          : [
            "\(renamedCount) entries have another framework's names, such as 'gamma' for 'weight'"
          ]))
    report.firstRefused = refused
    report.notLoadedByName =
      checkpoint.entries.indices.filter { !exact.contains($0) }.map { checkpoint.entries[$0].name }
      + checkpoint.optimizerEntries
  }

  /// Finds missing entries behind a beginning that the stored names have, where the framework does.
  private static func fallbacks(
    _ expected: [ExpectedEntry], _ found: inout [Int?], _ rules: LoadingRules,
    _ names: [String?], _ stored: [ExactName: Int]
  ) -> [PrefixFallback.Match] {
    let missing = found.indices.filter { found[$0] == nil && !rules.mayLack(expected[$0].name) }
    guard rules.triesPrefixes, !missing.isEmpty else { return [] }
    let matches = PrefixFallback.matches(
      missing: missing.map { expected[$0].name }, stored: names.compactMap(\.self),
      find: { stored[ExactName($0)] })
    for match in matches {
      for pair in match.pairs { found[missing[pair.missing]] = pair.stored }
    }
    return matches
  }

  /// The names without what wrappers put into them; nothing where there are no wrappers or the
  /// architecture has them itself.
  private static func unwrapped(
    _ checkpoint: Checkpoint, for expected: [ExpectedEntry]
  ) -> (wrappers: [ParameterPrefix], names: [String])? {
    guard ParameterPrefix.wrappers(of: expected.map(\.name)).isEmpty else { return nil }
    return ParameterPrefix.removingWrappers(from: checkpoint.entries.map(\.name))
  }

  /// Whether a state dict says that a module has an optional entry: BatchNorm from version 2 on.
  private static func recordsVersion(of entry: ExpectedEntry, in checkpoint: Checkpoint) -> Bool {
    (checkpoint.moduleVersions[entry.modulePath] ?? 0) >= 2
  }
}
