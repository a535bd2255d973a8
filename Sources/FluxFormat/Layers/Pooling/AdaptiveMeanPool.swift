import Diagnostics
import ModelIR

/// The mean of windows whose size and step follow from the input so that the output has a fixed
/// size: `stride = in ÷ out`, `k = in − (out − 1)·stride`.
///
/// | release | fields |
/// |---|---|
/// | 0.11 and later | out |
struct AdaptiveMeanPool: FluxLayer {
  static let typeNames = ["AdaptiveMeanPool"]

  /// The output's sizes in Julia's order.
  let sizes: [Int]

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 1 else { throw fields.unknownEra() }
    sizes = try fields.integers(0, "out")
  }

  var text: String { FluxText.call("AdaptiveMeanPool", [FluxText.tuple(sizes)]) }
  var era: FluxEra { .since("0.11") }
  var inputExpectation: FluxInputExpectation {
    .image(spatialRank: sizes.count, channels: nil, nil)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.tensor(input)
    try lowering.requirePicture(x, spatialRank: sizes.count, "AdaptiveMeanPool")
    return .tensor(
      try lowering.builder.add(
        ModelIR.AdaptiveAveragePool(outputSizes: sizes.reversed(), rule: .fluxStride), x))
  }
}
