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

  let probability: Double
  let isActive: Bool?
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard (2...4).contains(fields.count) else { throw fields.unknownEra() }
    probability = try fields.number(0, "p")
    if fields.count == 2 {
      let second = try fields.value(1, "active")
      isActive = second.bool
      era = second.bool == nil ? .between("0.10.0", "0.10.1") : .until("0.8.3")
    } else {
      isActive = try fields.value(2, "active").bool
      era = fields.count == 3 ? .between("0.9", "0.12.10") : .since("0.13")
    }
  }

  var text: String { FluxText.call("Dropout", ["\(probability)"]) }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    Self.warnIfForced(isActive, in: lowering)
    return input
  }

  /// Says if a layer was saved in forced training mode; before 0.10 every layer was, by default.
  static func warnIfForced(_ isActive: Bool?, in lowering: FluxLowering) {
    guard isActive == true else { return }
    lowering.diagnostics.emit(
      Diagnostic(
        .fluxTrainingMode, severity: .note,
        "the layer was saved in training mode; it changes nothing at inference",
        at: lowering.place))
  }
}
