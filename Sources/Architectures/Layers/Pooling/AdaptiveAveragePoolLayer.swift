import Checkpoints
import Diagnostics
import ModelIR

/// The mean of each cell of a grid of given size.
///
/// | setting | default |
/// |---|---|
/// | output_size | required; numbers or `None`, which keeps an axis as it is |
struct AdaptiveAveragePoolLayer: Layer {
  static let kinds = ["AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AdaptiveAvgPool3d"]

  let hyperparameters: Hyperparameters
  private let output: AdaptivePoolSizes

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    output = try AdaptivePoolSizes(&settings)
    hyperparameters = ["output_size": output.written]
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("output_size") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let rank = output.sizes.count + 2
    let x = try context.single(inputs, rank: rank...rank)
    switch try output.form(for: x, in: context) {
    case .same: return [x]
    case .whole: return [try context.add(GlobalAveragePool(), x)]
    case .reduction(let axes):
      return [try context.add(ReduceMean(axes: axes.map { $0 + 2 }, keepsAxes: true), x)]
    case .cells(let sizes):
      return [
        try context.add(AdaptiveAveragePool(outputSizes: sizes, rule: .pyTorchBins), x)
      ]
    }
  }
}
