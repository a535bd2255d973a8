public import Checkpoints
public import ModelIR

/// What a checkpoint writer writes.
public struct CheckpointContent: Sendable {
  /// A model's modules with their weights, in PyTorch's vocabulary, names and layouts.
  public struct Modules: Sendable {
    /// The modules with all sizes known.
    public let tree: ModuleTree
    /// The weights under the names that the tree expects.
    public let weights: [(name: String, weight: Weight)]

    /// Makes modules with weights.
    public init(tree: ModuleTree, weights: [(name: String, weight: Weight)]) {
      self.tree = tree
      self.weights = weights
    }
  }

  /// The weights and the metadata, under the names and with the sizes of the writer's framework: those
  /// of Flux in Julia's order of sizes.
  public var checkpoint: Checkpoint
  /// The model that the weights belong to, where an architecture was given or the file has one.
  public var modules: Modules?
  /// Where the weights come from, which has to be complete before anything is committed.
  public var provenance: Provenance

  /// Makes a content.
  public init(
    checkpoint: Checkpoint, modules: Modules? = nil, provenance: Provenance = Provenance()
  ) {
    self.checkpoint = checkpoint
    self.modules = modules
    self.provenance = provenance
  }
}
