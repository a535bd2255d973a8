/// What kind of layer owns a tensor, as far as names and layouts depend on it.
struct LayerRole: Hashable, Sendable {
  /// The kinds of layers that frameworks store differently.
  enum Kind: Hashable, Sendable {
    case dense
    /// A convolution, transposed or not, whose kernel Flux stores flipped.
    case convolution
    /// Flux's convolution of every channel by itself, up to 0.12.
    case depthwiseConvolution
    /// Flux's convolution whose kernel is not flipped.
    case crossCorrelation
    case embedding
    /// A normalisation by running statistics, which PyTorch counts the batches of.
    case batchNormalization
    /// The same without the count.
    case frozenBatchNormalization
    case instanceNormalization
    case groupNormalization
    case layerNormalization
    /// A factor and a summand for each element: Flux's Scale and Diagonal.
    case scale
    /// A slope for each channel: PReLU.
    case slope
    /// A recurrent layer over sequences.
    case recurrent
    /// One step of a recurrent layer.
    case recurrentCell
    case attention
    case bilinear
    /// Something that no rule knows.
    case other
  }

  /// The kind.
  var kind: Kind
  /// The number of spatial axes, where the layer's name tells it.
  var spatialRank: Int?

  init(_ kind: Kind, spatialRank: Int? = nil) {
    self.kind = kind
    self.spatialRank = spatialRank
  }

  static let other = LayerRole(.other)

  /// Whether the layer has a factor and a summand for each channel, and perhaps statistics.
  var isNormalization: Bool {
    switch kind {
    case .batchNormalization, .frozenBatchNormalization, .instanceNormalization,
      .groupNormalization, .layerNormalization:
      true
    default: false
    }
  }

  /// Whether the layer's kernel is that of a convolution.
  var isConvolution: Bool {
    kind == .convolution || kind == .depthwiseConvolution || kind == .crossCorrelation
  }
}

extension LayerRole {
  /// The role of a layer by the name of its class in PyTorch, Flux or MindSpore; nothing for a class
  /// that none of them has.
  init?(kind: String) {
    guard let role = Self.byKind[kind] else { return nil }
    self = role
  }

  private static let byKind: [String: LayerRole] = {
    var table: [String: LayerRole] = [:]
    func add(_ kind: Kind, _ names: [String]) {
      for name in names { table[name] = LayerRole(kind, spatialRank: Self.spatialRank(of: name)) }
    }
    add(.dense, ["Linear", "_LinearWithBias", "NonDynamicallyQuantizableLinear", "Dense"])
    add(
      .convolution,
      (1...3).flatMap { ["Conv\($0)d", "ConvTranspose\($0)d", "Conv\($0)dTranspose"] }
        + ["Conv", "Conv2D", "ConvTranspose"])
    add(.depthwiseConvolution, ["DepthwiseConv"])
    add(.crossCorrelation, ["CrossCor"])
    add(.embedding, ["Embedding", "EmbeddingBag", "EmbeddingLookup"])
    add(.batchNormalization, (1...3).map { "BatchNorm\($0)d" } + ["SyncBatchNorm", "BatchNorm"])
    add(.frozenBatchNormalization, ["FrozenBatchNorm2d"])
    add(.instanceNormalization, (1...3).map { "InstanceNorm\($0)d" } + ["InstanceNorm"])
    add(.groupNormalization, ["GroupNorm"])
    add(.layerNormalization, ["LayerNorm", "LayerNorm2d"])
    add(.scale, ["Scale", "Diagonal"])
    add(.slope, ["PReLU"])
    add(.recurrent, ["LSTM", "GRU", "RNN", "Recur", "Recurrence"])
    add(.recurrentCell, ["LSTMCell", "GRUCell", "RNNCell"])
    add(.attention, ["MultiheadAttention", "MultiHeadAttention"])
    add(.bilinear, ["Bilinear", "BiDense"])
    // What has a name of another layer's tensors and not their layout or meaning.
    add(.other, ["Conv1D", "RMSNorm", "GRUv3", "GRUv3Cell"])
    return table
  }()

  /// The digit before the `d` of `Conv1d`, `Conv2dTranspose`.
  private static func spatialRank(of name: String) -> Int? {
    guard let digit = name.firstIndex(where: \.isNumber),
      name[name.index(after: digit)...].first == "d"
    else { return nil }
    return name[digit].wholeNumberValue
  }
}
