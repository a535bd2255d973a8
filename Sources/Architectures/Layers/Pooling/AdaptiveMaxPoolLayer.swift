import Checkpoints
import Diagnostics
import ModelIR

/// The greatest element of each cell of a grid of given size.
///
/// | setting | default |
/// |---|---|
/// | output_size | required; numbers or `None`, which keeps an axis as it is |
/// | return_indices | false; true cannot be converted |
struct AdaptiveMaxPoolLayer: Layer {
  static let kinds = ["AdaptiveMaxPool1d", "AdaptiveMaxPool2d", "AdaptiveMaxPool3d"]

  let hyperparameters: Hyperparameters
  private let output: AdaptivePoolSizes
  private let returnsIndices: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    output = try AdaptivePoolSizes(&settings)
    returnsIndices = try settings.boolean("return_indices", default: false)
    hyperparameters = [
      "output_size": output.written, "return_indices": .boolean(returnsIndices),
    ]
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("output_size") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    guard !returnsIndices else {
      throw context.unsupported("return_indices is True: the places of maxima cannot be converted")
    }
    let rank = output.sizes.count + 2
    let x = try context.single(inputs, rank: rank...rank)
    switch try output.form(for: x, in: context) {
    case .same: return [x]
    case .whole: return [try context.add(GlobalMaxPool(), x)]
    case .reduction(let axes):
      return [try context.add(ReduceMax(axes: axes.map { $0 + 2 }, keepsAxes: true), x)]
    case .cells(let sizes):
      return [
        try context.add(AdaptiveMaxPool(outputSizes: sizes, rule: .pyTorchBins), x)
      ]
    }
  }
}
