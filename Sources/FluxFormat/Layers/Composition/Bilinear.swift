import Diagnostics
import ModelIR

/// A bilinear form of two inputs: `z[k] = σ(Σ weight[k, i, j] * x[i] * y[j] + bias[k])`; one input is
/// taken for both.
///
/// | release | fields |
/// |---|---|
/// | 0.12 and later | weight `(out, in1, in2)`, bias `(out)` or false, σ |
struct Bilinear: FluxLayer {
  static let typeNames = ["Bilinear"]

  let weight: JuliaArray
  let bias: JuliaArray?
  let activation: FluxActivation

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 3 else { throw fields.unknownEra() }
    weight = try fields.array(0, "weight")
    bias = try fields.optionalArray(1, "bias")
    activation = try fields.activation(2)
    guard weight.dimensions.count == 3 else {
      throw fields.malformed("the weight of a Bilinear has 3 dimensions, this is \(weight.summary)")
    }
  }

  private var inputCounts: (Int, Int) { (weight.dimensions[1], weight.dimensions[2]) }

  var text: String {
    let (first, second) = inputCounts
    let inputs = first == second ? "\(first)" : "(\(first), \(second))"
    return FluxText.call(
      "Bilinear", ["\(inputs) => \(weight.dimensions[0])", FluxText.activation(activation)],
      bias == nil ? ["bias=false"] : [])
  }

  var parameters: [FluxParameter] {
    [FluxParameter("weight", weight)] + (bias.map { [FluxParameter("bias", $0)] } ?? [])
  }

  var inputExpectation: FluxInputExpectation {
    let (first, second) = inputCounts
    let type = weight.elementType
    return first == second
      ? .features(first, type) : .tuple([.features(first, type), .features(second, type)])
  }

  var era: FluxEra { .since("0.12") }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let values = input.branches
    guard values.count == 1 || values.count == 2 else {
      throw Diagnostic(
        .fluxTupleInput, "a Bilinear takes one or two tensors, \(values.count) are given",
        at: lowering.place)
    }
    var inputs: [ValueID] = []
    for value in values {
      inputs.append(try lowering.matched(try lowering.tensor(value), to: weight))
    }
    // The weight's sizes are reversed: [in2, in1, out].
    let kernel = try lowering.elements(of: weight).transposed(by: [2, 1, 0])
    let z = try lowering.builder.add(
      ModelIR.Bilinear(), inputs[0], inputs[inputs.count - 1],
      lowering.weight(view: kernel, "weight"),
      try lowering.optionalWeight(bias, "bias", like: weight))
    return .tensor(try activation.lower(z, in: &lowering))
  }
}
