import Diagnostics
import ModelIR

/// The convolution of Flux 0.4, over two spatial dimensions and without a bias.
///
/// | release | fields |
/// |---|---|
/// | 0.4 | σ, weight, stride, pad; the last two one integer each |
struct Conv2D: FluxLayer {
  static let typeNames = ["Conv2D"]

  let activation: FluxActivation
  let kernel: FluxKernel
  let window: FluxWindow

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 4 else { throw fields.unknownEra() }
    activation = try fields.activation(0)
    kernel = try FluxKernel(try fields.array(1, "weight"), in: fields)
    window = try fields.window(
      stride: 2, pad: 3, dilation: nil, spatialRank: kernel.spatialRank)
  }

  var era: FluxEra { .between("0.4", "0.4.1") }

  var text: String {
    FluxText.call(
      "Conv2D",
      [
        FluxText.tuple(kernel.sizes), "\(kernel.inner) => \(kernel.outer)",
        FluxText.activation(activation),
      ] + window.printed)
  }

  var parameters: [FluxParameter] { [FluxParameter("weight", kernel.array)] }

  var inputExpectation: FluxInputExpectation {
    .image(
      spatialRank: kernel.spatialRank, channels: kernel.inner, kernel.array.elementType)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.matched(try lowering.tensor(input), to: kernel.array)
    try lowering.requirePicture(x, spatialRank: kernel.spatialRank, "Conv2D")
    let weight = try lowering.weight(try kernel.flipped(in: lowering), "weight")
    let y = try lowering.builder.add(
      Convolution(window: window.slidingWindow), x, weight, named: "Conv2D")
    return .tensor(try activation.lower(y, in: &lowering))
  }
}
