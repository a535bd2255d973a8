import ByteIO

/// The prefixes that wrappers put before the names of a whole model's entries.
public enum WrapperPrefix {
  /// What wraps a model and names its entries so: data parallelism, compilation, sharding,
  /// checkpointing of activations.
  public static let known = [
    "module.", "_orig_mod.", "_fsdp_wrapped_module.", "_checkpoint_wrapped_module.",
  ]

  /// The prefix, made of known ones, that all names carry and no expected name does; nothing if there
  /// is none.
  public static func toLeaveOut(of names: [String], for expected: [ExpectedEntry]) -> String? {
    let prefix = common(of: names)
    guard !prefix.isEmpty, !expected.contains(where: { $0.name.hasPrefix(prefix) }) else {
      return nil
    }
    return prefix
  }

  /// The longest prefix made of known ones that all names carry.
  public static func common(of names: [String]) -> String {
    guard let first = names.first else { return "" }
    var prefix = ""
    while let next = known.first(where: { first.dropFirst(prefix.count).hasPrefix($0) }) {
      let longer = prefix + next
      guard names.allSatisfy({ $0.hasPrefix(longer) }) else { break }
      prefix = longer
    }
    return prefix
  }

  /// A name without a prefix, if it carries it.
  public static func removing(_ prefix: String, from name: String) -> String {
    name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }
}
