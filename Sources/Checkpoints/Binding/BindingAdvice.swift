/// What could make a checkpoint and an architecture fit.
public struct BindingAdvice: Hashable, Sendable {
  /// The kinds of advice.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// All names carry a prefix, or lack one.
    case prefix
    /// The weights lie one level deeper, under a key such as `state_dict`.
    case wrapper
    /// The names are those of another framework: `gamma` for `weight`.
    case otherFramework = "other-framework"
    /// Weights are transposed, flipped or in another layout.
    case layout
    /// The checkpoint fits other sizes of the same layers.
    case sizes
    /// The names differ otherwise by a common change.
    case renamed
    /// The checkpoint looks like another known architecture.
    case otherArchitecture = "other-architecture"
    /// The weights are compressed, quantised, or in another parametrisation.
    case parametrisation
    /// A printed model does not show tensors that modules hold beside their layers.
    case unprinted
  }

  /// Its kind.
  public let kind: Kind
  /// What was seen and what to do, as one sentence.
  public let text: String
  /// How many entries would match then, of how many.
  public let matches: (count: Int, total: Int)?

  /// Makes advice.
  public init(_ kind: Kind, _ text: String, matches: (count: Int, total: Int)? = nil) {
    self.kind = kind
    self.text = text
    self.matches = matches
  }

  public static func == (left: BindingAdvice, right: BindingAdvice) -> Bool {
    left.kind == right.kind && left.text == right.text
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(text)
  }
}
