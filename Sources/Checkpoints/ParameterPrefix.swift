import ByteIO

/// What a wrapper around a model puts into its parameters' names.
public enum ParameterPrefix: String, Hashable, Sendable, CaseIterable {
  /// `DataParallel` and `DistributedDataParallel` hold the model as `module`.
  case parallel = "module."
  /// `torch.compile` holds it as `_orig_mod`.
  case compiled = "_orig_mod."
  /// Fully sharded training holds every part that it shards as `_fsdp_wrapped_module`.
  case sharded = "_fsdp_wrapped_module."
  /// Activation checkpointing holds every part that it recomputes as `_checkpoint_wrapped_module`.
  case recomputed = "_checkpoint_wrapped_module."

  /// Whether it stands inside of names too: parts of a model are wrapped one by one.
  public var occursInside: Bool { self != .parallel }

  /// The wrappers that names show, from the outermost; one that stands in front counts only if all
  /// names begin with it.
  ///
  /// - Complexity: linear in the bytes of the names.
  public static func wrappers(of names: [String]) -> [ParameterPrefix] {
    var found: [ParameterPrefix] = []
    var start = 0
    while let next = allCases.first(where: { prefix in
      !names.isEmpty && names.allSatisfy { prefix.isFound(in: $0, at: start) }
    }) {
      found.append(next)
      start += next.rawValue.utf8.count
    }
    for prefix in allCases where prefix.occursInside && !found.contains(prefix) {
      if names.contains(where: { prefix.occurs(in: $0) }) { found.append(prefix) }
    }
    return found
  }

  /// A name without wrappers: those in front in their order, those inside wherever they stand.
  public static func removing(_ wrappers: [ParameterPrefix], from name: String) -> String {
    var rest = name.utf8[...]
    for wrapper in wrappers where rest.starts(with: wrapper.rawValue.utf8) {
      rest = rest.dropFirst(wrapper.rawValue.utf8.count)
    }
    let inner = wrappers.filter { $0.occursInside }
    guard inner.contains(where: { $0.occurs(in: String(rest) ?? "") }) else {
      return String(rest) ?? name
    }
    let components = (String(rest) ?? name).split(
      separator: ".", omittingEmptySubsequences: false)
    return components.filter { component in
      !inner.contains { $0.rawValue.utf8.dropLast().elementsEqual(component.utf8) }
    }.joined(separator: ".")
  }

  /// Names without their wrappers, or nothing if there are none or two names would become one.
  public static func removingWrappers(
    from names: [String]
  ) -> (wrappers: [ParameterPrefix], names: [String])? {
    let wrappers = wrappers(of: names)
    guard !wrappers.isEmpty else { return nil }
    let shortened = names.map { removing(wrappers, from: $0) }
    guard Set(shortened.map { ExactName($0) }).count == Set(names.map { ExactName($0) }).count
    else { return nil }
    return (wrappers, shortened)
  }

  private func isFound(in name: String, at offset: Int) -> Bool {
    name.utf8.dropFirst(offset).starts(with: rawValue.utf8)
  }

  /// Whether the name has it as one of its components.
  private func occurs(in name: String) -> Bool {
    // Every one that occurs inside begins with an underscore, which few names hold.
    guard name.utf8.contains(UInt8(ascii: "_")) else { return false }
    var isAtStart = true
    var rest = name.utf8[...]
    while let first = rest.first {
      if isAtStart, first == UInt8(ascii: "_"), rest.starts(with: rawValue.utf8) { return true }
      isAtStart = first == UInt8(ascii: ".")
      rest = rest.dropFirst()
    }
    return false
  }
}
