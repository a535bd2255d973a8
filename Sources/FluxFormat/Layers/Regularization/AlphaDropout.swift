import Diagnostics

/// The dropout that keeps mean and variance for `selu`; changes nothing at inference.
///
/// | release | fields |
/// |---|---|
/// | 0.8 to 0.9, 0.10.2 to 0.12 | p, active |
/// | 0.10.0 to 0.10.1 | p |
/// | 0.13 and later | p, active, rng |
struct AlphaDropout: FluxLayer {
  static let typeNames = ["AlphaDropout"]

  let probability: DropoutProbability
  let mode: FluxTrainingMode
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard (1...3).contains(fields.count) else { throw fields.unknownEra() }
    probability = try DropoutProbability(decoding: fields)
    let active = fields.count > 1 ? try fields.value(1, "active") : nil
    mode = FluxTrainingMode(active, usual: fields.count == 2 ? .either : .automatic)
    era =
      switch fields.count {
      case 1: .between("0.10.0", "0.10.1")
      case 2: .between("0.8", "0.12.10")
      default: .since("0.13")
      }
  }

  var text: String { FluxText.call("AlphaDropout", [probability.text] + mode.text) }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    mode.report(in: lowering)
    return input
  }
}
