import Diagnostics
import ModelIR

/// A cross-correlation: a convolution whose kernels are not flipped.
///
/// | release | fields |
/// |---|---|
/// | 0.9 and later | σ, weight, bias, stride, pad, dilation |
struct CrossCor: FluxLayer {
  static let typeNames = ["CrossCor"]

  let activation: FluxActivation
  let kernel: FluxKernel
  let bias: JuliaArray?
  let window: FluxWindow

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 6 else { throw fields.unknownEra() }
    activation = try fields.activation(0)
    kernel = try FluxKernel(try fields.array(1, "weight"), in: fields)
    bias = try fields.optionalArray(2, "bias")
    window = try fields.window(
      stride: 3, pad: 4, dilation: 5, spatialRank: kernel.spatialRank)
  }

  var era: FluxEra { .since("0.9") }

  var text: String {
    FluxText.call(
      "CrossCor",
      [
        FluxText.tuple(kernel.sizes), "\(kernel.inner) => \(kernel.outer)",
        FluxText.activation(activation),
      ] + window.printed + (bias == nil ? ["bias=false"] : []))
  }

  var parameters: [FluxParameter] {
    [FluxParameter("weight", kernel.array)] + (bias.map { [FluxParameter("bias", $0)] } ?? [])
  }

  var inputExpectation: FluxInputExpectation {
    .image(
      spatialRank: kernel.spatialRank, channels: kernel.inner, kernel.array.elementType)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.matched(try lowering.tensor(input), to: kernel.array)
    try lowering.requirePicture(x, spatialRank: kernel.spatialRank, "CrossCor")
    let weight = try lowering.weight(kernel.array, "weight")
    let biasValue = try lowering.optionalWeight(bias, "bias", like: kernel.array)
    let y = try lowering.builder.add(
      Convolution(window: window.slidingWindow), x, weight, biasValue, named: "CrossCor")
    return .tensor(try activation.lower(y, in: &lowering))
  }
}
