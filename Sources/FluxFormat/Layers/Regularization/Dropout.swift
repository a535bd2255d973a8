import Diagnostics

/// Drops elements at random in training; changes nothing at inference.
///
/// | release | fields |
/// |---|---|
/// | 0.4 to 0.8 | p, active |
/// | 0.9, 0.10.2 to 0.12 | p, dims, active |
/// | 0.10.0 to 0.10.1 | p, dims |
/// | 0.13 and later | p, dims, active, rng |
struct Dropout: FluxLayer {
  static let typeNames = ["Dropout"]

  let probability: DropoutProbability
  /// The dimensions along which whole slices are dropped; nothing for single elements.
  let dimensions: [Int]?
  let mode: FluxTrainingMode
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard (2...4).contains(fields.count) else { throw fields.unknownEra() }
    probability = try DropoutProbability(decoding: fields)
    let second = try fields.value(1, "dims")
    if fields.count == 2, second.bool != nil {
      dimensions = nil
      mode = FluxTrainingMode(second, usual: .training)
      era = .until("0.8.3")
      return
    }
    // A colon stands for all dimensions.
    if let single = second.int {
      dimensions = [single]
    } else {
      dimensions = try FluxFields.integers(in: second)
    }
    switch fields.count {
    case 2:
      mode = FluxTrainingMode(nil, usual: .automatic)
      era = .between("0.10.0", "0.10.1")
    case 3:
      mode = FluxTrainingMode(try fields.value(2, "active"), usual: .either)
      era = .between("0.9", "0.12.10")
    default:
      mode = FluxTrainingMode(try fields.value(2, "active"), usual: .automatic)
      era = .since("0.13")
    }
  }

  var text: String {
    let along = dimensions.map { "dims=\($0.count == 1 ? "\($0[0])" : FluxText.tuple($0))" }
    return FluxText.call("Dropout", [probability.text, along ?? ""] + mode.text)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    mode.report(in: lowering)
    return input
  }
}
