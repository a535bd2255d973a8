/// The names by which Flux calls tensors of layers that PyTorch calls otherwise.
enum FluxNames {
  /// One tensor's names.
  typealias Pair = (pytorch: String, flux: String)

  /// Those of normalisations by channels.
  static let channels: [Pair] = [
    ("weight", "γ"), ("bias", "β"), ("running_mean", "μ"), ("running_var", "σ²"),
  ]
  /// The moving deviation that Flux 0.4 to 0.6 stored for the variance.
  static let deviation = "σ"
  /// Those of a normalisation over features, which belong to a layer inside of it.
  static let features: [Pair] = [("weight", "scale"), ("bias", "bias")]
  /// The same up to 0.12.
  static let oldFeatures: [Pair] = [("weight", "α"), ("bias", "β")]
  /// The layer inside a normalisation over features.
  static let inner = "diag"
  /// The layer inside a recurrent one.
  static let cell = "cell"
  /// The matrices of recurrent cells.
  static let matrices: [Pair] = [("weight_ih", "Wi"), ("weight_hh", "Wh")]
  /// The bias of recurrent cells; the shorter name is that of some releases.
  static let bias = ["bias", "b"]
  /// The projections of an attention in the order in which PyTorch stacks them.
  static let projections = ["q_proj", "k_proj", "v_proj"]
  /// The projection behind an attention.
  static let outerProjection = "out_proj"
}
