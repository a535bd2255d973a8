import Diagnostics
import ModelIR

/// A convolution: `y = σ.(conv(x, W) .+ b)`, with kernels that are flipped along every spatial axis.
///
/// | release | fields |
/// |---|---|
/// | 0.5.0 to 0.5.2 | σ, weight, bias, stride, pad |
/// | 0.5.3 to 0.12.5 | σ, weight, bias, stride, pad, dilation |
/// | 0.12.6 and later | σ, weight, bias, stride, pad, dilation, groups |
struct Conv: FluxLayer {
  static let typeNames = ["Conv"]

  let activation: FluxActivation
  let kernel: FluxKernel
  let bias: JuliaArray?
  let window: FluxWindow
  let groups: Int
  /// The number of input channels.
  let channels: Int
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard (5...7).contains(fields.count) else { throw fields.unknownEra() }
    activation = try fields.activation(0)
    kernel = try FluxKernel(try fields.array(1, "weight"), in: fields)
    bias = try fields.optionalArray(2, "bias")
    window = try fields.window(
      stride: 3, pad: 4, dilation: fields.count > 5 ? 5 : nil, spatialRank: kernel.spatialRank)
    groups = fields.count > 6 ? try fields.integer(6, "groups") : 1
    channels = try kernel.innerChannels(groups: groups, in: fields)
    era =
      switch fields.count {
      case 5: .between("0.5.0", "0.5.2")
      case 6: .between("0.5.3", "0.12.5")
      default: .since("0.12.6")
      }
  }

  var text: String {
    FluxText.call(
      "Conv",
      [
        FluxText.tuple(kernel.sizes), "\(channels) => \(kernel.outer)",
        FluxText.activation(activation),
      ]
        + window.printed + (groups == 1 ? [] : ["groups=\(groups)"])
        + (bias == nil ? ["bias=false"] : []))
  }

  var parameters: [FluxParameter] {
    [FluxParameter("weight", kernel.array)] + (bias.map { [FluxParameter("bias", $0)] } ?? [])
  }

  var inputExpectation: FluxInputExpectation {
    .image(spatialRank: kernel.spatialRank, channels: channels, kernel.array.elementType)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.matched(try lowering.tensor(input), to: kernel.array)
    try lowering.requirePicture(x, spatialRank: kernel.spatialRank, "Conv")
    let weight = try lowering.weight(try kernel.flipped(in: lowering), "weight")
    let biasValue = try lowering.optionalWeight(bias, "bias", like: kernel.array)
    let y = try lowering.builder.add(
      Convolution(window: window.slidingWindow, groups: groups), x, weight, biasValue,
      named: "Conv")
    return .tensor(try activation.lower(y, in: &lowering))
  }
}
