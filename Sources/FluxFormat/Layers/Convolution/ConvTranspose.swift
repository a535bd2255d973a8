import Diagnostics
import ModelIR

/// A transposed convolution; the weight is `(k…, out / groups, in)`, flipped like a convolution's.
///
/// The output has `(in − 1)·stride + dilation·(k − 1) + 1 − pads + outpad` elements.
///
/// | release | fields |
/// |---|---|
/// | 0.8 to 0.12.7 | σ, weight, bias, stride, pad, dilation |
/// | 0.12.8 to 0.14.16 | σ, weight, bias, stride, pad, dilation, groups |
/// | 0.14.17 and later | σ, weight, bias, stride, pad, outpad, dilation, groups |
struct ConvTranspose: FluxLayer {
  static let typeNames = ["ConvTranspose"]

  let activation: FluxActivation
  let kernel: FluxKernel
  let bias: JuliaArray?
  let window: FluxWindow
  let outputPadding: [Int]
  let groups: Int
  /// The number of output channels.
  let outputs: Int
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard (6...8).contains(fields.count) else { throw fields.unknownEra() }
    activation = try fields.activation(0)
    kernel = try FluxKernel(try fields.array(1, "weight"), in: fields)
    bias = try fields.optionalArray(2, "bias")
    let hasOutputPadding = fields.count == 8
    window = try fields.window(
      stride: 3, pad: 4, dilation: hasOutputPadding ? 6 : 5, spatialRank: kernel.spatialRank)
    outputPadding =
      hasOutputPadding
      ? try fields.integers(5, "outpad", count: kernel.spatialRank)
      : [Int](repeating: 0, count: kernel.spatialRank)
    groups = fields.count > 6 ? try fields.integer(fields.count - 1, "groups") : 1
    outputs = try kernel.innerChannels(groups: groups, in: fields)
    era =
      switch fields.count {
      case 6: .between("0.8", "0.12.7")
      case 7: .between("0.12.8", "0.14.16")
      default: .since("0.14.17")
      }
  }

  var text: String {
    let outpad =
      outputPadding.contains { $0 != 0 }
      ? ["outpad=\(FluxText.compactTuple(outputPadding))"] : []
    return FluxText.call(
      "ConvTranspose",
      [
        FluxText.tuple(kernel.sizes), "\(kernel.outer) => \(outputs)",
        FluxText.activation(activation),
      ] + window.printed + outpad + (groups == 1 ? [] : ["groups=\(groups)"])
        + (bias == nil ? ["bias=false"] : []))
  }

  var parameters: [FluxParameter] {
    [FluxParameter("weight", kernel.array)] + (bias.map { [FluxParameter("bias", $0)] } ?? [])
  }

  var inputExpectation: FluxInputExpectation {
    .image(
      spatialRank: kernel.spatialRank, channels: kernel.outer, kernel.array.elementType)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.matched(try lowering.tensor(input), to: kernel.array)
    try lowering.requirePicture(x, spatialRank: kernel.spatialRank, "ConvTranspose")
    let weight = try lowering.weight(try kernel.flipped(in: lowering), "weight")
    let biasValue = try lowering.optionalWeight(bias, "bias", like: kernel.array)
    let y = try lowering.builder.add(
      ConvolutionTranspose(
        window: window.slidingWindow, outputPadding: outputPadding.reversed(), groups: groups),
      x, weight, biasValue, named: "ConvTranspose")
    return .tensor(try activation.lower(y, in: &lowering))
  }
}
