import Checkpoints
import Diagnostics
import ModelIR

/// Deals channels out: channel i of group g becomes channel g of group i.
///
/// | setting | default |
/// |---|---|
/// | groups | required |
struct ChannelShuffleLayer: Layer {
  static let kinds = ["ChannelShuffle"]

  let hyperparameters: Hyperparameters
  private let groups: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    groups = try settings.integer("groups", in: LayerSettings.sizeRange)
    hyperparameters = ["groups": .integer(groups)]
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("groups") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: 3...5)
    guard let channels = context.shape(x)[1].size, channels.isMultiple(of: groups) else {
      throw context.problem(
        "the input has \(context.shape(x)[1]) channels, a multiple of \(groups) is needed")
    }
    let rank = context.rank(x)
    let batch = context.keptSizes(of: x, 0..<1)
    let split = try context.add(
      Reshape(
        target: batch + [.size(groups), .size(channels / groups)]
          + context.keptSizes(of: x, 2..<rank)), x)
    let dealt = try context.add(Transpose(axes: [0, 2, 1] + Array(3...rank)), split)
    return [
      try context.add(
        Reshape(
          target: context.keptSizes(of: dealt, 0..<1) + [.size(channels)]
            + context.keptSizes(of: dealt, 3..<rank + 1)), dealt)
    ]
  }
}
