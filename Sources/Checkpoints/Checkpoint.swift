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

    /// Makes an entry.
    public init(name: String, weight: Weight) {
      self.name = name
      self.weight = weight
    }
  }

  /// The tensors, in the source's parameter order.
  public let entries: [Entry]
  /// What is stored beside them: epoch, loss, hyper-parameters.
  public let metadata: [MetadataEntry]

  /// Makes a checkpoint.
  public init(entries: [Entry], metadata: [MetadataEntry] = []) {
    self.entries = entries
    self.metadata = metadata
  }
}
