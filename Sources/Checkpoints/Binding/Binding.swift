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
  /// where the state dict's version of the module is below 2 or not recorded.
  ///
  /// - Parameters:
  ///   - checkpoint: the weights.
  ///   - expected: what the architecture expects.
  ///   - ignored: names, with `*` for any text, of entries that may be there unused.
  ///   - entryPrefix: what stands before all expected names in the checkpoint; entries without it are
  ///     listed apart.
  ///   - keepsPrefixes: whether a wrapper's prefix such as `module.`, which all names carry, stays
  ///     instead of being left out.
  public init(
    _ checkpoint: Checkpoint, to expected: [ExpectedEntry], ignoring ignored: [String] = [],
    entryPrefix: String = "", keepsPrefixes: Bool = false
  ) {
    let unwrapped = keepsPrefixes ? nil : Self.unwrapped(checkpoint, for: expected)
    let whole = unwrapped?.names ?? checkpoint.entries.map(\.name)
    let names = whole.map {
      $0.hasPrefix(entryPrefix) ? String($0.dropFirst(entryPrefix.count)) : nil
    }
    var stored: [ExactName: Int] = [:]
    for (index, name) in names.enumerated() {
      if let name, stored[ExactName(name)] == nil { stored[ExactName(name)] = index }
    }
    var used = Set<Int>()
    var bound: [(name: String, weight: Weight)] = []
    var missing: [ExpectedEntry] = []
    var shapes: [BindingReport.ShapeMismatch] = []
    var types: [BindingReport.TypeMismatch] = []
    for entry in expected {
      guard let index = stored[ExactName(entry.name)] else {
        if !entry.isOptional || Self.recordsVersion(of: entry, in: checkpoint) {
          missing.append(entry)
        }
        continue
      }
      used.insert(index)
      let weight = checkpoint.entries[index].weight
      if weight.elementType != entry.elementType {
        types.append(
          BindingReport.TypeMismatch(
            expected: entry, found: weight.elementType,
            isConverted: Self.converts(weight.elementType, to: entry.elementType)))
      }
      if weight.shape == entry.shape {
        bound.append((entry.name, weight))
      } else if entry.shape.isEmpty && weight.shape == [1] {
        bound.append((entry.name, weight.reshaped(to: [])))
      } else {
        shapes.append(BindingReport.ShapeMismatch(expected: entry, found: weight.shape))
      }
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
      })
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

  /// Whether a framework copies elements of one type into a parameter of another.
  private static func converts(_ found: ElementType, to expected: ElementType) -> Bool {
    if found.isComplex { return expected.isComplex }
    return true
  }
}
