import Diagnostics
import ModelIR

/// The maximum of every window.
///
/// | release | fields |
/// |---|---|
/// | 0.6.7 and later | k, pad, stride |
struct MaxPool: FluxLayer {
  static let typeNames = ["MaxPool"]

  let pool: FluxPool

  init(decoding fields: FluxFields) throws(Diagnostic) { pool = try FluxPool(decoding: fields) }

  var text: String { pool.text("MaxPool") }
  var era: FluxEra { .since("0.6.7") }
  var inputExpectation: FluxInputExpectation { pool.inputExpectation }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.tensor(input)
    try lowering.requirePicture(x, spatialRank: pool.sizes.count, "MaxPool")
    return .tensor(
      try lowering.builder.add(
        ModelIR.MaxPool(kernel: pool.sizes.reversed(), window: pool.window.slidingWindow), x))
  }
}
