import Checkpoints
import Diagnostics
import ModelIR

/// What batch and instance normalisations share: affine numbers and running statistics of channels.
struct ChannelStatistics: Sendable {
  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]
  let epsilon: Double
  let isAffine: Bool
  let hasBias: Bool
  let tracksStatistics: Bool

  /// Reads the settings; `affine` and `track_running_stats` are solved from the tensors.
  init(_ settings: inout LayerSettings, default isOn: Bool) throws(Diagnostic) {
    let channels = try settings.integer(
      "num_features",
      solved: settings.storedSize("weight", axis: 0)
        ?? settings.storedSize("running_mean", axis: 0),
      in: LayerSettings.sizeRange)
    let epsilon = try settings.epsilon()
    let momentum = settings.value("momentum") ?? .number(0.1)
    guard momentum == .none || momentum.number != nil else {
      throw settings.invalid("momentum", momentum, "a number or None")
    }
    isAffine = try settings.boolean(
      "affine", solved: settings.isStored("weight", beside: "running_mean"), default: isOn)
    tracksStatistics = try settings.boolean(
      "track_running_stats", solved: settings.isStored("running_mean", beside: "weight"),
      default: isOn)
    let bias = try settings.boolean(
      "bias", solved: settings.isStored("bias", beside: "weight"), default: true)
    hasBias = isAffine && bias
    self.epsilon = epsilon.value
    hyperparameters = [
      "num_features": .integer(channels), "eps": epsilon.written, "momentum": momentum,
      "affine": .boolean(isAffine), "bias": .boolean(hasBias),
      "track_running_stats": .boolean(tracksStatistics),
    ]
    var parameters: [ModuleTree.Parameter] = []
    if isAffine { parameters.append(try settings.parameter("weight", [channels])) }
    if hasBias { parameters.append(try settings.parameter("bias", [channels])) }
    if tracksStatistics {
      for name in ["running_mean", "running_var"] {
        parameters.append(try settings.parameter(name, [channels], isTrainable: false))
      }
      parameters.append(
        try settings.parameter(
          "num_batches_tracked", [], type: .int64, isTrainable: false, isOptional: true))
    }
    self.parameters = parameters
  }

  /// The settings as they are printed: `64, eps=1e-05, momentum=0.1, affine=True, …`.
  var extraText: String {
    "\(hyperparameters["num_features"] ?? HyperparameterValue.none), "
      + hyperparameters.printed("eps", "momentum", "affine", "bias", "track_running_stats")
  }

  /// The channels' factors and offsets, ones and zeros where the layer has none.
  func affine(
    _ x: ValueID, in context: inout LayerContext
  ) throws(Diagnostic) -> (scale: ValueID, offset: ValueID) {
    // Without tensors the layer takes any number of channels, whatever it was made for.
    guard let channels = context.shape(x)[1].size ?? hyperparameters["num_features"]?.integer
    else { throw context.problem("the number of channels is not known") }
    let scale =
      isAffine
      ? try context.parameter("weight") : try context.vector(of: 1, count: channels, like: x)
    let offset =
      hasBias
      ? try context.parameter("bias") : try context.vector(of: 0, count: channels, like: x)
    return (scale, offset)
  }

  /// The normalisation with the running statistics.
  func normalizedByRunning(
    _ x: ValueID, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    let (scale, offset) = try affine(x, in: &context)
    return try context.add(
      BatchNormalization(epsilon: epsilon), x, scale, offset,
      try context.parameter("running_mean"), try context.parameter("running_var"),
      named: "BatchNorm")
  }
}
