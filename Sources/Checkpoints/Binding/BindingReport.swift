public import ModelIR

/// What was found when a checkpoint was bound to an architecture: everything at once.
public struct BindingReport: Hashable, Sendable {
  /// A tensor whose sizes are others than the architecture expects.
  public struct ShapeMismatch: Hashable, Sendable {
    /// The entry that the architecture expects.
    public let expected: ExpectedEntry
    /// The sizes in the checkpoint.
    public let found: [Int]
  }

  /// A tensor of another element type than the architecture expects.
  public struct TypeMismatch: Hashable, Sendable {
    /// The entry that the architecture expects.
    public let expected: ExpectedEntry
    /// The element type in the checkpoint.
    public let found: ElementType
    /// Whether the framework converts it on loading.
    public let isConverted: Bool
  }

  /// A tensor of the checkpoint that the architecture does not expect.
  public struct Unexpected: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its element type; nothing for an entry that is no tensor.
    public let elementType: ElementType?
    /// Its sizes; nothing for an entry that is no tensor.
    public let shape: [Int]?
    /// What it is, for an entry that is no tensor: `an int`.
    public let text: String?
  }

  /// A tensor with elements that are not finite.
  public struct NonFinite: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// How many elements are not a number.
    public let notANumberCount: Int
    /// How many are infinite.
    public let infiniteCount: Int

    /// Makes a finding.
    public init(name: String, notANumberCount: Int, infiniteCount: Int) {
      self.name = name
      self.notANumberCount = notANumberCount
      self.infiniteCount = infiniteCount
    }
  }

  /// How many entries fit.
  public let matchedCount: Int
  /// Entries that the architecture expects and the checkpoint lacks, in the architecture's order.
  public let missing: [ExpectedEntry]
  /// Entries that the checkpoint has and the architecture does not expect, in the checkpoint's order.
  public let unexpected: [Unexpected]
  /// Entries with other sizes, in the architecture's order.
  public let shapeMismatches: [ShapeMismatch]
  /// Entries with another element type, in the architecture's order.
  public let typeMismatches: [TypeMismatch]
  /// Entries that only optimizers use, which neither fit nor are in the way.
  public let optimizerEntries: [String]
  /// Entries of something else that the checkpoint holds beside what the architecture describes: the
  /// head behind an encoder.
  public let outside: [String]
  /// What was done to make names match: `the prefix 'module.' was left out`.
  public let adaptations: [String]
  /// The first entry that the framework refuses for its sizes or its type, in the architecture's order.
  var firstRefused: String?
  /// The checkpoint's entries whose names the architecture does not have, optimizer state included.
  var notLoadedByName: [String] = []
  /// Tensors with elements that are not finite, where values were checked.
  public var nonFinite: [NonFinite] = []
  /// What could be done, as far as it is known.
  public var advice: [BindingAdvice] = []

  /// Whether the framework would load the checkpoint.
  ///
  /// - Parameter isStrict: whether missing and unexpected entries count; sizes always do.
  public func fits(isStrict: Bool) -> Bool {
    shapeMismatches.isEmpty && nonFinite.isEmpty && typeMismatches.allSatisfy(\.isConverted)
      && (!isStrict || (missing.isEmpty && unexpected.isEmpty))
  }
}
