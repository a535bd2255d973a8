/// Weights that a file lists by name without a pickled object around them.
struct TorchWeightTable: Sendable {
  /// What a tensor is to its model.
  enum Role: String, Hashable, Sendable {
    case parameter, buffer, constant, optimizer
  }

  /// Where a tensor's elements are.
  enum Content: Sendable {
    /// In a storage.
    case view(TorchTensorView)
    /// In a file of `torch.save` whose object is the tensor: one of a class of its own.
    case object(any TorchContainer)
    /// In chunks, each in a file of its own.
    case chunks(DistributedTensor)
  }

  /// One named tensor.
  struct Entry: Sendable {
    /// The name in the model: `conv1.weight`.
    let name: String
    /// What it is to the model.
    let role: Role
    /// Where its elements are.
    let content: Content
  }

  /// A file of `torch.save` whose object is a dictionary of tensors by name.
  struct Dictionary: Sendable {
    /// What its tensors are to the model.
    let role: Role
    /// The file.
    let container: any TorchContainer
  }

  /// The tensors in the file's order.
  var entries: [Entry] = []
  /// Dictionaries of tensors.
  var dictionaries: [Dictionary] = []
}
