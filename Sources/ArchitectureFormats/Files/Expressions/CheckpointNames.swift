import Checkpoints

/// The names that expressions find in what is stored beside the weights.
struct CheckpointNames: Sendable {
  /// Where training programs keep a model's settings, in the order in which they are looked up.
  private static let nests = [
    "hyper_parameters", "hparams", "model_args", "model_config", "config", "args",
  ]

  private let metadata: Hyperparameters
  private let prefix: String

  /// Makes the names of a checkpoint's metadata.
  ///
  /// - Parameter prefix: what stands before the file's own names in the checkpoint, known as `prefix`.
  init(_ metadata: Hyperparameters, prefix: String = "") {
    self.metadata = metadata
    self.prefix = prefix
  }

  /// The value of a name: an entry of the metadata itself, else of the settings inside of it.
  subscript(name: String) -> HyperparameterValue? {
    if name == "prefix" { return .text(prefix) }
    if let value = metadata[name] { return value }
    for nest in Self.nests {
      if case .mapping(let inner)? = metadata[nest], let value = inner[name] { return value }
    }
    return nil
  }
}
