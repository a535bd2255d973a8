import Checkpoints
import Diagnostics
import ModelIR

/// A convolution over 1 to 3 spatial axes.
///
/// | setting | default |
/// |---|---|
/// | in_channels, out_channels, kernel_size | solved from `weight` `[out, in / groups, kernel…]` |
/// | stride, dilation | 1 |
/// | padding | 0; numbers, `same`, `valid`, or `same_upper`, which any stride may have |
/// | groups | `in_channels` divided by the weight's second size where it is given, else 1 |
/// | bias | solved, else true |
/// | padding_mode | `zeros`; `reflect`, `replicate`, `circular` |
struct ConvolutionLayer: Layer {
  static let kinds = ["Conv1d", "Conv2d", "Conv3d"]

  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]
  private let strides: [Int]
  private let dilations: [Int]
  private let padding: ConvolutionPadding
  private let groups: Int
  private let hasBias: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let rank = settings.spatialRank
    let shape = settings.storedShape("weight").flatMap { $0.count == rank + 2 ? $0 : nil }
    let channels = try ConvolutionChannels(
      &settings, solvedOutputs: shape?[0], solvedInputsOfGroup: shape?[1])
    let kernel = try settings.sizes(
      "kernel_size", rank: rank, solved: shape.map { Array($0.dropFirst(2)) },
      in: LayerSettings.sizeRange)
    strides = try settings.sizes(
      "stride", rank: rank, default: kernel.map { _ in 1 }, in: LayerSettings.sizeRange)
    dilations = try settings.sizes(
      "dilation", rank: rank, default: kernel.map { _ in 1 }, in: LayerSettings.sizeRange)
    padding = try ConvolutionPadding(
      &settings, kernel: kernel, strides: strides, dilations: dilations)
    groups = channels.groups
    hasBias = try settings.boolean(
      "bias", solved: settings.isStored("bias", beside: "weight"), default: true)
    settings.ignore("transposed", "output_padding")
    hyperparameters = [
      "in_channels": .integer(channels.inputs), "out_channels": .integer(channels.outputs),
      "kernel_size": .tuple(kernel), "stride": .tuple(strides), "padding": padding.written,
      "dilation": .tuple(dilations), "groups": .integer(groups), "bias": .boolean(hasBias),
      "padding_mode": .text(padding.mode),
    ]
    var parameters = [
      try settings.parameter(
        "weight", [channels.outputs, channels.inputs / groups] + kernel)
    ]
    if hasBias { parameters.append(try settings.parameter("bias", [channels.outputs])) }
    self.parameters = parameters
    try settings.requireAllTaken()
  }

  var extraText: String {
    let given = hyperparameters
    var text = given.channelText + ", " + given.printed("kernel_size", "stride") + padding.text
    if dilations.contains(where: { $0 != 1 }) { text += ", " + given.printed("dilation") }
    if groups != 1 { text += ", " + given.printed("groups") }
    if !hasBias { text += ", bias=False" }
    if padding.mode != "zeros" { text += ", " + given.printed("padding_mode") }
    return text
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: strides.count + 2...strides.count + 2)
    let (padded, window) = try padding.window(
      of: x, strides: strides, dilations: dilations, in: &context)
    let weight = try context.parameter("weight")
    let bias = hasBias ? try context.parameter("bias") : nil
    return [
      try context.add(
        Convolution(window: window, groups: groups), padded, weight, bias, named: "Conv")
    ]
  }
}

extension Hyperparameters {
  /// The numbers of channels as a convolution prints them: `3, 64`.
  var channelText: String {
    ["in_channels", "out_channels"].compactMap { self[$0]?.description }.joined(separator: ", ")
  }
}
