import Checkpoints
import Diagnostics
import ModelIR

/// Moves blocks of channels into the plane: r² channels of one position become r × r positions.
///
/// | setting | default |
/// |---|---|
/// | upscale_factor | required |
struct PixelShuffleLayer: Layer {
  static let kinds = ["PixelShuffle"]

  let hyperparameters: Hyperparameters
  private let factor: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    factor = try settings.integer("upscale_factor", in: 1...Int(Int16.max))
    hyperparameters = ["upscale_factor": .integer(factor)]
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("upscale_factor") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: 4...4)
    return [try context.add(DepthToSpace(blockSize: factor, mode: .columnRowDepth), x)]
  }
}
