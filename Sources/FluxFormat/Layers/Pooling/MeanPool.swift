import Diagnostics
import ModelIR

/// The mean of every window, padding counted.
///
/// | release | fields |
/// |---|---|
/// | 0.6.7 and later | k, pad, stride |
struct MeanPool: FluxLayer {
  static let typeNames = ["MeanPool"]

  let pool: FluxPool

  init(decoding fields: FluxFields) throws(Diagnostic) { pool = try FluxPool(decoding: fields) }

  var text: String { pool.text("MeanPool") }
  var era: FluxEra { .since("0.6.7") }
  var inputExpectation: FluxInputExpectation { pool.inputExpectation }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.tensor(input)
    try lowering.requirePicture(x, spatialRank: pool.sizes.count, "MeanPool")
    return .tensor(
      try lowering.builder.add(
        AveragePool(
          kernel: pool.sizes.reversed(), window: pool.window.slidingWindow, countsPadding: true), x)
    )
  }
}
