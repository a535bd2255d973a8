import Diagnostics
import ModelIR

/// The maximum of windows whose size and step follow from the input so that the output has a fixed
/// size: `stride = in ÷ out`, `k = in − (out − 1)·stride`.
///
/// | release | fields |
/// |---|---|
/// | 0.11 and later | out |
struct AdaptiveMaxPool: FluxLayer {
  static let typeNames = ["AdaptiveMaxPool"]

  /// The output's sizes in Julia's order.
  let sizes: [Int]

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 1 else { throw fields.unknownEra() }
    sizes = try fields.integers(0, "out")
  }

  var text: String { FluxText.call("AdaptiveMaxPool", [FluxText.tuple(sizes)]) }
  var era: FluxEra { .since("0.11") }
  var inputExpectation: FluxInputExpectation {
    .image(spatialRank: sizes.count, channels: nil, nil)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.tensor(input)
    try lowering.requirePicture(x, spatialRank: sizes.count, "AdaptiveMaxPool")
    return .tensor(
      try lowering.builder.add(
        ModelIR.AdaptiveMaxPool(outputSizes: sizes.reversed(), rule: .fluxStride), x))
  }
}
