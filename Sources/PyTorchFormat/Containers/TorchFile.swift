import ModelIR

/// What a file or a folder of PyTorch is and holds.
struct TorchFile: Sendable {
  /// What is in it.
  enum Content: Sendable {
    /// One pickled object: `torch.save`, a plain pickle.
    case object(any TorchContainer)
    /// A TorchScript module: the object graph, and the tensors that its code names as constants.
    case script(module: any TorchContainer, constants: (any TorchContainer)?)
    /// Weights by name: torch.export, TorchScript of 1.0, a distributed checkpoint, several files with an
    /// index.
    case weights(TorchWeightTable)
  }

  /// What the file is, its version, its byte order.
  let facts: [MetadataEntry]
  /// What is in it.
  let content: Content
  /// The graph that it holds, if it does.
  var program: TorchProgram?
}
