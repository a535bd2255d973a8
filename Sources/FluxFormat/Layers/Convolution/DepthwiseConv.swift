import Diagnostics
import ModelIR

/// A convolution of every channel by itself; the weight is `(k…, multiplier, in)`.
///
/// | release | fields |
/// |---|---|
/// | 0.7 to 0.8.2 | σ, weight, bias, stride, pad |
/// | 0.8.3 to 0.12 | σ, weight, bias, stride, pad, dilation |
///
/// Since 0.13 the function of this name makes a `Conv` with groups.
struct DepthwiseConv: FluxLayer {
  static let typeNames = ["DepthwiseConv"]

  let activation: FluxActivation
  let kernel: FluxKernel
  let bias: JuliaArray?
  let window: FluxWindow
  /// The number of output channels.
  let outputs: Int
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard (5...6).contains(fields.count) else { throw fields.unknownEra() }
    activation = try fields.activation(0)
    kernel = try FluxKernel(try fields.array(1, "weight"), in: fields)
    bias = try fields.optionalArray(2, "bias")
    window = try fields.window(
      stride: 3, pad: 4, dilation: fields.count > 5 ? 5 : nil, spatialRank: kernel.spatialRank)
    outputs = try kernel.innerChannels(groups: kernel.outer, in: fields)
    era = fields.count == 5 ? .between("0.7", "0.8.2") : .between("0.8.3", "0.12.10")
  }

  /// Input channels, which are the groups.
  private var channels: Int { kernel.outer }

  var text: String {
    FluxText.call(
      "DepthwiseConv",
      [
        FluxText.tuple(kernel.sizes), "\(channels) => \(outputs)",
        FluxText.activation(activation),
      ] + window.printed + (bias == nil ? ["bias=false"] : []))
  }

  var parameters: [FluxParameter] {
    [FluxParameter("weight", kernel.array)] + (bias.map { [FluxParameter("bias", $0)] } ?? [])
  }

  var inputExpectation: FluxInputExpectation {
    .image(spatialRank: kernel.spatialRank, channels: channels, kernel.array.elementType)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.matched(try lowering.tensor(input), to: kernel.array)
    try lowering.requirePicture(x, spatialRank: kernel.spatialRank, "DepthwiseConv")
    // [in, multiplier, k…] are the outputs of the groups one after the other.
    let elements = try lowering.elements(of: kernel.array)
    let grouped = elements.reshaped(to: [outputs, 1] + elements.shape.dropFirst(2))
    let weight = try lowering.weight(
      kernel.array.showing(grouped.flipped(along: Array(2..<kernel.spatialRank + 2))), "weight")
    let biasValue = try lowering.optionalWeight(bias, "bias", like: kernel.array)
    let y = try lowering.builder.add(
      Convolution(window: window.slidingWindow, groups: channels), x, weight, biasValue,
      named: "DepthwiseConv")
    return .tensor(try activation.lower(y, in: &lowering))
  }
}
