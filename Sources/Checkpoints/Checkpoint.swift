public import ModelIR

/// Weights and metadata without a graph: a state dict, a `.ckpt`, `Flux.params`.
///
/// A checkpoint becomes a model only by being bound to an architecture.
public struct Checkpoint: Hashable, Sendable {
  /// One named tensor.
  public struct Entry: Hashable, Sendable {
    /// The name; position in the list where the source has no names.
    public let name: String
    /// The tensor.
    public let weight: Weight
    /// What the file says of it beside type and sizes: a quantisation's scale, a sparse layout.
    public let facts: [MetadataEntry]

    /// Makes an entry.
    public init(name: String, weight: Weight, facts: [MetadataEntry] = []) {
      self.name = name
      self.weight = weight
      self.facts = facts
    }
  }

  /// An entry among the weights that is no tensor.
  public struct Remark: Hashable, Sendable {
    /// The name: `epoch`, `head._extra_state`.
    public let name: String
    /// What it is: `an int`, `a dict of 12 entries`.
    public let text: String

    /// Makes a remark.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The framework whose naming it follows, as far as it is known.
  public var framework: Framework
  /// Where in the file it was found: `state_dict`; empty for the whole file.
  public var selection: String
  /// Other places in the file that hold weights: `ema`.
  public var alternatives: [String]
  /// The tensors, in the source's parameter order.
  public var entries: [Entry]
  /// What stands among the weights and is no tensor.
  public var remarks: [Remark]
  /// What is stored beside them: epoch, loss, hyper-parameters such as `hidden_layers`.
  public var metadata: Hyperparameters
  /// The versions that the state dict records for modules, by module path: PyTorch's `_metadata`.
  public var moduleVersions: [String: Int]
  /// The names of entries that only an optimizer uses: `optimizer.state.0.exp_avg`.
  public var optimizerEntries: [String]

  /// Makes a checkpoint.
  public init(
    framework: Framework = .unspecified, selection: String = "", alternatives: [String] = [],
    entries: [Entry], remarks: [Remark] = [], metadata: Hyperparameters = Hyperparameters(),
    moduleVersions: [String: Int] = [:], optimizerEntries: [String] = []
  ) {
    self.framework = framework
    self.selection = selection
    self.alternatives = alternatives
    self.entries = entries
    self.remarks = remarks
    self.metadata = metadata
    self.moduleVersions = moduleVersions
    self.optimizerEntries = optimizerEntries
  }
}
