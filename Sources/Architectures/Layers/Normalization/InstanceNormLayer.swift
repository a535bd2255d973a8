import Checkpoints
import Diagnostics
import ModelIR

/// Normalises each channel of each sample, or with running statistics where they are kept.
///
/// | setting | default |
/// |---|---|
/// | num_features | solved from `weight` or `running_mean`, else required |
/// | eps | 1e-5 |
/// | momentum | 0.1 |
/// | affine, track_running_stats | solved, else false |
/// | bias | solved, else true; without a meaning where `affine` is false |
struct InstanceNormLayer: Layer {
  static let kinds = ["InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d"]

  private let statistics: ChannelStatistics
  private let rank: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    statistics = try ChannelStatistics(&settings, default: false)
    rank = settings.spatialRank + 2
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters { statistics.hyperparameters }
  var parameters: [ModuleTree.Parameter] { statistics.parameters }
  var extraText: String { statistics.extraText }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: rank...rank)
    if statistics.tracksStatistics {
      return [try statistics.normalizedByRunning(x, in: &context)]
    }
    let (scale, offset) = try statistics.affine(x, in: &context)
    return [
      try context.add(
        InstanceNormalization(epsilon: statistics.epsilon), x, scale, offset,
        named: "InstanceNorm")
    ]
  }
}
