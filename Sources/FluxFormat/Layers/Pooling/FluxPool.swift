import Diagnostics
import ModelIR

/// The fields that `MaxPool` and `MeanPool` share: k, pad, stride (in this order since 0.6.7).
struct FluxPool: Sendable {
  /// The window's sizes in Julia's order.
  let sizes: [Int]
  let window: FluxWindow

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 3 else { throw fields.unknownEra() }
    sizes = try fields.integers(0, "k")
    guard (1...3).contains(sizes.count) else {
      throw fields.malformed("the window has \(sizes.count) dimensions, 1 to 3 are expected")
    }
    window = try fields.window(stride: 2, pad: 1, dilation: nil, spatialRank: sizes.count)
  }

  /// The layer as Flux prints it: the stride only where it differs from the window.
  func text(_ name: String) -> String {
    let stride =
      window.stride == sizes ? [] : ["stride=\(FluxText.compactTuple(window.stride))"]
    return FluxText.call(name, [FluxText.tuple(sizes)] + window.padText + stride)
  }

  var inputExpectation: FluxInputExpectation {
    .image(spatialRank: sizes.count, channels: nil, nil)
  }
}
