import Diagnostics
import ModelIR

/// A fully connected layer: `y = σ.(W * x .+ b)` over the first dimension.
///
/// | release | fields |
/// |---|---|
/// | 0.4 | σ, W, b |
/// | 0.5 and later | weight `(out, in)`, bias `(out)` or false, σ |
struct Dense: FluxLayer {
  static let typeNames = ["Dense"]

  let weight: JuliaArray
  let bias: JuliaArray?
  let activation: FluxActivation
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 3 else { throw fields.unknownEra() }
    let first = try fields.value(0, "weight")
    if try FluxFields.array(in: first, path: fields.path) != nil {
      weight = try fields.array(0, "weight")
      bias = try fields.optionalArray(1, "bias")
      activation = try fields.activation(2)
      era = .since("0.5")
    } else {
      activation = try fields.activation(0)
      weight = try fields.array(1, "weight")
      bias = try fields.optionalArray(2, "bias")
      era = .between("0.4", "0.4.1")
    }
    guard weight.dimensions.count == 2 else {
      throw fields.malformed("the weight of a Dense has 2 dimensions, this is \(weight.summary)")
    }
    if let bias, bias.dimensions != [weight.dimensions[0]] {
      throw fields.malformed(
        "the bias of a Dense has \(weight.dimensions[0]) elements, this is \(bias.summary)")
    }
  }

  var inputCount: Int { weight.dimensions[1] }
  var outputCount: Int { weight.dimensions[0] }

  var text: String {
    FluxText.call(
      "Dense", ["\(inputCount) => \(outputCount)", FluxText.activation(activation)],
      bias == nil ? ["bias=false"] : [])
  }

  var parameters: [FluxParameter] {
    [FluxParameter("weight", weight)] + (bias.map { [FluxParameter("bias", $0)] } ?? [])
  }

  var inputExpectation: FluxInputExpectation { .features(inputCount, weight.elementType) }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    var x = try lowering.tensor(input)
    try lowering.requireRank(1...Int.max, of: x, "a Dense works on the first dimension")
    x = try lowering.matched(x, to: weight)
    lowering.noteFixedFeatures(x, expected: inputCount)
    let kernel = try lowering.weight(weight, "weight")
    let biasValue = try lowering.optionalWeight(bias, "bias", like: weight)
    let y = try lowering.builder.add(Linear(), x, kernel, biasValue, named: "Dense")
    return .tensor(try activation.lower(y, in: &lowering))
  }
}
