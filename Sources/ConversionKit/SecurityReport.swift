public import Diagnostics

/// What a file names that its framework would look up and call when it loads the file.
///
/// Nothing of it is looked up or called here: the report is what the bytes say.
public struct SecurityReport: Hashable, Sendable {
  /// What calling something could do.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// It makes plain data: a tensor, a dictionary.
    case constructor
    /// It is not known to make plain data only: a class of a library, of the user's own.
    case unknown
    /// It reaches the system, other programs or the interpreter itself.
    case dangerous
  }

  /// Something that is named.
  public struct Reference: Hashable, Sendable {
    /// The module and the name in it: `posix.system`.
    public let name: String
    /// What calling it could do.
    public let verdict: Verdict
    /// The part of the file that names it: `archive/data.pkl`; empty for the file itself.
    public let part: String

    /// Makes a reference.
    public init(name: String, verdict: Verdict, part: String) {
      self.name = name
      self.verdict = verdict
      self.part = part
    }
  }

  /// What is named, each once for a part, in the file's order.
  public var references: [Reference]
  /// The parts that were read, in the file's order.
  public var parts: [String]
  /// What kept a part from being read to its end; nothing is known of what follows.
  public var obstacles: [Diagnostic]

  /// Makes a report.
  public init(
    references: [Reference] = [], parts: [String] = [], obstacles: [Diagnostic] = []
  ) {
    self.references = references
    self.parts = parts
    self.obstacles = obstacles
  }

  /// Whether everything was read and everything that is named makes plain data.
  public var isClean: Bool {
    obstacles.isEmpty && references.allSatisfy { $0.verdict == .constructor }
  }
}
