import Diagnostics
import ModelIR

/// A factor and a summand for each element: `y = α .* x .+ β`.
///
/// | release | fields |
/// |---|---|
/// | 0.4 to 0.12 | α, β, of the sizes of the first dimensions |
struct Diagonal: FluxLayer {
  static let typeNames = ["Diagonal"]

  let scale: JuliaArray
  let shift: JuliaArray

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 2 else { throw fields.unknownEra() }
    scale = try fields.array(0, "α")
    shift = try fields.array(1, "β")
  }

  var text: String { FluxText.call("Diagonal", scale.dimensions.map(String.init)) }

  var parameters: [FluxParameter] {
    [FluxParameter("α", scale), FluxParameter("β", shift)]
  }

  var inputExpectation: FluxInputExpectation { .scaled(by: scale) }

  var era: FluxEra { .until("0.12") }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.matched(try lowering.tensor(input), to: scale)
    // Sizes are reversed, so what Julia aligns at the first dimension is aligned at the last axis.
    let scaled = try lowering.builder.add(Multiply(), x, try lowering.weight(scale, "α"))
    return .tensor(try lowering.builder.add(Add(), scaled, try lowering.weight(shift, "β")))
  }
}

extension FluxInputExpectation {
  /// What a factor for each element of the first dimensions expects.
  static func scaled(by array: JuliaArray) -> FluxInputExpectation {
    guard array.dimensions.count == 1 else { return .unknown }
    // A single factor is for any number of features.
    return array.dimensions[0] == 1 ? .anything : .features(array.dimensions[0], array.elementType)
  }
}
