public import Checkpoints
public import ModelIR

/// What a file is, who wrote it and what it holds.
public struct FileSummary: Hashable, Sendable {
  /// The format.
  public let format: FormatDescription
  /// The framework that wrote it: `Flux`.
  public let framework: String?
  /// The framework's version or era, as far as the file tells: `0.12.6 to 0.14`.
  public let frameworkVersion: String?
  /// Other facts about the file in a fixed order: the language's version, the writer's.
  public let facts: [MetadataEntry]
  /// The things stored in it, in the file's order.
  public let entries: [StoredEntry]

  /// Makes a summary.
  public init(
    format: FormatDescription, framework: String?, frameworkVersion: String?,
    facts: [MetadataEntry] = [], entries: [StoredEntry]
  ) {
    self.format = format
    self.framework = framework
    self.frameworkVersion = frameworkVersion
    self.facts = facts
    self.entries = entries
  }
}

/// One thing stored in a file.
public struct StoredEntry: Hashable, Sendable {
  /// What a stored thing is.
  public enum Kind: String, Hashable, Sendable {
    /// Something that a graph can be built of.
    case model
    /// Weights without a graph.
    case checkpoint
    /// The state of an optimiser, which an export leaves out.
    case optimizer
    /// A number, a text or a small array.
    case value
    /// Something that is shown and not understood.
    case other
  }

  /// The path that selects it: `model`.
  public let path: String
  /// What it is.
  public let kind: Kind
  /// One line that says so: `Chain of 3 layers, 67 parameters`.
  public let text: String
  /// Its module tree, where it has one.
  public let tree: ModuleTree?

  /// Makes an entry.
  public init(path: String, kind: Kind, text: String, tree: ModuleTree? = nil) {
    self.path = path
    self.kind = kind
    self.text = text
    self.tree = tree
  }
}

/// A tensor as a file stores it.
public struct StoredTensor: Hashable, Sendable {
  /// Its path in the file: `model.layers[1].weight`.
  public let name: String
  /// The elements, in row-major order of ``Weight/shape``.
  public let weight: Weight
  /// The sizes in the framework's own order, where that differs: a column-major array's dimensions.
  public let shapeInSource: [Int]?
  /// What the file says of it beside type and sizes: a quantisation's scale, a sparse layout.
  public let facts: [MetadataEntry]

  /// Makes a tensor.
  public init(
    name: String, weight: Weight, shapeInSource: [Int]? = nil, facts: [MetadataEntry] = []
  ) {
    self.name = name
    self.weight = weight
    self.shapeInSource = shapeInSource
    self.facts = facts
  }
}
