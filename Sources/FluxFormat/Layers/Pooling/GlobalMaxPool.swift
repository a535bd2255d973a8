import Diagnostics
import ModelIR

/// The maximum over all spatial dimensions, which stay with size 1.
///
/// | release | fields |
/// |---|---|
/// | 0.10.4 and later | none |
struct GlobalMaxPool: FluxLayer {
  static let typeNames = ["GlobalMaxPool"]

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 0 else { throw fields.unknownEra() }
  }

  var text: String { "GlobalMaxPool()" }
  var era: FluxEra { .since("0.10.4") }
  var inputExpectation: FluxInputExpectation {
    .image(spatialRank: nil, channels: nil, nil)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.tensor(input)
    try lowering.requireRank(3...5, of: x, "this GlobalMaxPool works on spatial dimensions")
    return .tensor(try lowering.builder.add(ModelIR.GlobalMaxPool(), x))
  }
}
