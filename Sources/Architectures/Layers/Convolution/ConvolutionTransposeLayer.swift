import Checkpoints
import Diagnostics
import ModelIR

/// The adjoint of a convolution over 1 to 3 spatial axes.
///
/// | setting | default |
/// |---|---|
/// | in_channels, out_channels, kernel_size | solved from `weight` `[in, out / groups, kernel…]` |
/// | stride, dilation | 1 |
/// | padding, output_padding | 0 |
/// | groups | `out_channels` divided by the weight's second size where it is given, else 1 |
/// | bias | solved, else true |
/// | padding_mode | `zeros`, no other |
struct ConvolutionTransposeLayer: Layer {
  static let kinds = ["ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d"]

  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]
  private let strides: [Int]
  private let dilations: [Int]
  private let padding: [Int]
  private let outputPadding: [Int]
  private let groups: Int
  private let hasBias: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let rank = settings.spatialRank
    let shape = settings.storedShape("weight").flatMap { $0.count == rank + 2 ? $0 : nil }
    let channels = try ConvolutionChannels(
      transposed: &settings, solvedInputs: shape?[0], solvedOutputsOfGroup: shape?[1])
    let kernel = try settings.sizes(
      "kernel_size", rank: rank, solved: shape.map { Array($0.dropFirst(2)) },
      in: LayerSettings.sizeRange)
    let ones = kernel.map { _ in 1 }
    let zeros = kernel.map { _ in 0 }
    let range = 0...Int(Int32.max)
    strides = try settings.sizes("stride", rank: rank, default: ones, in: LayerSettings.sizeRange)
    padding = try settings.sizes("padding", rank: rank, default: zeros, in: range)
    outputPadding = try settings.sizes("output_padding", rank: rank, default: zeros, in: range)
    dilations = try settings.sizes(
      "dilation", rank: rank, default: ones, in: LayerSettings.sizeRange)
    groups = channels.groups
    hasBias = try settings.boolean(
      "bias", solved: settings.isStored("bias", beside: "weight"), default: true)
    _ = try settings.choice("padding_mode", of: ["zeros"], default: "zeros")
    settings.ignore("transposed")
    hyperparameters = [
      "in_channels": .integer(channels.inputs), "out_channels": .integer(channels.outputs),
      "kernel_size": .tuple(kernel), "stride": .tuple(strides), "padding": .tuple(padding),
      "dilation": .tuple(dilations), "output_padding": .tuple(outputPadding),
      "groups": .integer(groups), "bias": .boolean(hasBias),
    ]
    var parameters = [
      try settings.parameter(
        "weight", [channels.inputs, channels.outputs / groups] + kernel)
    ]
    if hasBias { parameters.append(try settings.parameter("bias", [channels.outputs])) }
    self.parameters = parameters
    try settings.requireAllTaken()
  }

  var extraText: String {
    let given = hyperparameters
    var text = given.channelText + ", " + given.printed("kernel_size", "stride")
    if padding.contains(where: { $0 != 0 }) { text += ", " + given.printed("padding") }
    if dilations.contains(where: { $0 != 1 }) { text += ", " + given.printed("dilation") }
    if outputPadding.contains(where: { $0 != 0 }) {
      text += ", " + given.printed("output_padding")
    }
    if groups != 1 { text += ", " + given.printed("groups") }
    if !hasBias { text += ", bias=False" }
    return text
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: strides.count + 2...strides.count + 2)
    let weight = try context.parameter("weight")
    let bias = hasBias ? try context.parameter("bias") : nil
    let window = SlidingWindow(
      strides: strides, dilations: dilations, padsBefore: padding, padsAfter: padding)
    return [
      try context.add(
        ConvolutionTranspose(window: window, outputPadding: outputPadding, groups: groups), x,
        weight, bias, named: "ConvTranspose")
    ]
  }
}
