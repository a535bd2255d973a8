/// A change of names that a user asks for.
public struct NameRewrite: Hashable, Sendable {
  /// The regular expression that is looked for, or the whole name in a mapping.
  public let pattern: String
  /// What replaces it, with `\1` or `$1` for the text of a group; nothing leaves the entry out.
  public let replacement: String?
  /// Whether the pattern is a whole name, to be taken literally.
  public let isLiteral: Bool

  /// Makes a rewrite.
  public init(pattern: String, replacement: String?, isLiteral: Bool = false) {
    self.pattern = pattern
    self.replacement = replacement
    self.isLiteral = isLiteral
  }
}
