public import Checkpoints

/// What the user asks of weights that have to be bound to an architecture.
public struct BindingRequest: Hashable, Sendable {
  /// The architecture: a path, a printed model, or the name of one that ships with this program;
  /// nothing recognises it by the names and sizes of the weights.
  public var architecture: String?
  /// The path of the model inside the architecture's file.
  public var architectureSelection: String?
  /// Values that the user sets by name, for an architecture file.
  public var overrides: Hyperparameters
  /// Whether entries that the architecture does not use are an error.
  public var isStrict: Bool

  /// Makes a request.
  public init(
    architecture: String? = nil, architectureSelection: String? = nil,
    overrides: Hyperparameters = Hyperparameters(), isStrict: Bool = true
  ) {
    self.architecture = architecture
    self.architectureSelection = architectureSelection
    self.overrides = overrides
    self.isStrict = isStrict
  }
}
