import Diagnostics
import ModelIR

/// A factor and a summand for each element: `y = σ.(scale .* x .+ bias)`.
///
/// | release | fields |
/// |---|---|
/// | 0.13 and later | scale, bias or false, σ; of the sizes of the first dimensions |
struct Scale: FluxLayer {
  static let typeNames = ["Scale"]

  let scale: JuliaArray
  let bias: JuliaArray?
  let activation: FluxActivation

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 3 else { throw fields.unknownEra() }
    scale = try fields.array(0, "scale")
    bias = try fields.optionalArray(1, "bias")
    activation = try fields.activation(2)
  }

  var text: String {
    FluxText.call(
      "Scale", scale.dimensions.map(String.init) + [FluxText.activation(activation)],
      bias == nil ? ["bias=false"] : [])
  }

  var parameters: [FluxParameter] {
    [FluxParameter("scale", scale)] + (bias.map { [FluxParameter("bias", $0)] } ?? [])
  }

  var inputExpectation: FluxInputExpectation { .scaled(by: scale) }

  var era: FluxEra { .since("0.13") }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.matched(try lowering.tensor(input), to: scale)
    var y = try lowering.builder.add(Multiply(), x, try lowering.weight(scale, "scale"))
    if let bias { y = try lowering.builder.add(Add(), y, try lowering.weight(bias, "bias")) }
    return .tensor(try activation.lower(y, in: &lowering))
  }
}
