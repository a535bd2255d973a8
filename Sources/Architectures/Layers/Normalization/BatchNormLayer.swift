import Checkpoints
import Diagnostics
import ModelIR

/// Normalises each channel with running statistics, or with those of the batch where none are kept.
///
/// | setting | default |
/// |---|---|
/// | num_features | solved from `weight` or `running_mean` |
/// | eps | 1e-5 |
/// | momentum | 0.1; `None` |
/// | affine, bias, track_running_stats | solved, else true |
struct BatchNormLayer: Layer {
  static let kinds = ["BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm"]

  private let statistics: ChannelStatistics
  private let ranks: ClosedRange<Int>

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    statistics = try ChannelStatistics(&settings, default: true)
    switch settings.className {
    case "BatchNorm1d": ranks = 2...3
    case "BatchNorm2d": ranks = 4...4
    case "BatchNorm3d": ranks = 5...5
    default: ranks = 2...5
    }
    settings.ignore("process_group")
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters { statistics.hyperparameters }
  var parameters: [ModuleTree.Parameter] { statistics.parameters }
  var extraText: String { statistics.extraText }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: ranks)
    if statistics.tracksStatistics {
      return [try statistics.normalizedByRunning(x, in: &context)]
    }
    // The mean and variance of the batch itself are running statistics that the input gives.
    let axes = [0] + Array(2..<max(2, context.rank(x)))
    let mean = try context.add(ReduceMean(axes: axes, keepsAxes: true), x)
    let centered = try context.add(Subtract(), x, mean)
    let squares = try context.add(Square(), centered)
    let variance = try context.add(ReduceMean(axes: axes, keepsAxes: false), squares)
    let (scale, offset) = try statistics.affine(x, in: &context)
    let zeros = try context.add(Multiply(), variance, try context.scalar(0, like: x))
    return [
      try context.add(
        BatchNormalization(epsilon: statistics.epsilon), centered, scale, offset, zeros, variance,
        named: "BatchNorm")
    ]
  }
}
