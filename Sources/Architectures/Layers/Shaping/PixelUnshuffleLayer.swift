import Checkpoints
import Diagnostics
import ModelIR

/// Moves blocks of the plane into channels: r × r positions become r² channels of one.
///
/// | setting | default |
/// |---|---|
/// | downscale_factor | required |
struct PixelUnshuffleLayer: Layer {
  static let kinds = ["PixelUnshuffle"]

  let hyperparameters: Hyperparameters
  private let factor: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    factor = try settings.integer("downscale_factor", in: 1...Int(Int16.max))
    hyperparameters = ["downscale_factor": .integer(factor)]
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("downscale_factor") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: 4...4)
    let blocks = try context.add(SpaceToDepth(blockSize: factor), x)
    guard let channels = context.shape(x)[1].size, let all = context.shape(blocks)[1].size,
      all <= LayerContext.constantLimit
    else {
      throw context.problem("the input has \(context.shape(x)[1]) channels, a number is needed")
    }
    if channels == 1 { return [blocks] }
    // The operator's channels are numbered by place in the block first, the framework's by channel.
    let places = factor * factor
    let order = (0..<channels).flatMap { channel in
      (0..<places).map { place in place * channels + channel }
    }
    let indices = context.constant(.integers(order))
    return [try context.add(Gather(axis: 1), blocks, indices)]
  }
}
