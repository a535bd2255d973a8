public import Checkpoints
public import ModelIR

/// What the user asks of a checkpoint that is written.
public struct CheckpointOptions: Hashable, Sendable {
  /// How a checkpoint's contents are arranged in the file.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// The weights alone: a state dict, a named collection.
    case weights
    /// The weights in the order of the model, without names: Flux's list of parameters.
    case list
    /// The weights beside metadata: `{"state_dict": …, "epoch": …}`, Flux's `model`, `opt`, `loss`.
    case checkpoint
    /// The whole model, where the format has models.
    case model
  }

  /// The types that floating-point elements can be converted to.
  public static let elementTypes: [ElementType] = [.float16, .bfloat16, .float32]

  /// How the contents are arranged; nothing takes what the contents suggest: a model where there is
  /// one and the format has models, a checkpoint where metadata was given, else the weights.
  public var form: Form?
  /// Metadata to store beside the weights, added to what the source has.
  public var metadata: Hyperparameters
  /// Whether the format's older container is written.
  public var isLegacy: Bool
  /// The most bytes of tensors that one file of a set gets; nothing writes one file, or what the
  /// format itself prescribes.
  public var maximumShardByteCount: Int?
  /// The type that floating-point elements are converted to; nothing keeps them.
  public var elementType: ElementType?
  /// Whether the file gets a checksum of its bytes, where the format has a place for one.
  public var hasChecksum: Bool
  /// The framework whose names and layouts are written where the format keeps any; nothing keeps
  /// those of the source.
  public var framework: Framework?
  /// Changes of names, in the order in which they are applied.
  public var renames: [NameRewrite]

  /// Makes options.
  public init(
    form: Form? = nil, metadata: Hyperparameters = Hyperparameters(), isLegacy: Bool = false,
    maximumShardByteCount: Int? = nil, elementType: ElementType? = nil,
    hasChecksum: Bool = false, framework: Framework? = nil, renames: [NameRewrite] = []
  ) {
    self.form = form
    self.metadata = metadata
    self.isLegacy = isLegacy
    self.maximumShardByteCount = maximumShardByteCount
    self.elementType = elementType
    self.hasChecksum = hasChecksum
    self.framework = framework
    self.renames = renames
  }
}
