import Diagnostics
import ModelIR

/// Normalisation of every channel by its moving statistics: `y = λ.(γ·(x − μ)/√(σ² + ϵ) + β)`.
///
/// | release | fields |
/// |---|---|
/// | 0.4 to 0.6 | λ, β, γ, μ, σ, ϵ, momentum, active; the **deviation** is stored, ϵ is not used |
/// | 0.7 to 0.9 | the same eight with the variance σ² |
/// | 0.10.0 to 0.10.1 | λ, β, γ, μ, σ², ϵ, momentum |
/// | 0.10.2 to 0.11 | λ, β, γ, μ, σ², ϵ, momentum, active |
/// | 0.12 and later | λ, β, γ, μ, σ², ϵ, momentum, affine, track_stats, active, chs |
///
/// Eight fields with the ϵ of Flux 0.4 to 0.6, 1e-8, hold the deviation: later releases have 1e-5.
struct BatchNorm: FluxLayer {
  static let typeNames = ["BatchNorm"]

  let fields: FluxNormalizationFields
  /// Whether the stored spread is the deviation and not the variance.
  let storesDeviation: Bool
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard [7, 8, 11].contains(fields.count) else { throw fields.unknownEra() }
    self.fields = try FluxNormalizationFields(decoding: fields, from: 0, count: fields.count)
    storesDeviation = fields.count == 8 && self.fields.epsilon < 1e-7
    era =
      switch fields.count {
      case 7: .between("0.10.0", "0.10.1")
      case 8: storesDeviation ? .between("0.4", "0.6.10") : .between("0.7", "0.11.6")
      default: .since("0.12")
      }
  }

  var text: String { fields.text("BatchNorm") }
  var parameters: [FluxParameter] { fields.parameters }
  var inputExpectation: FluxInputExpectation { fields.inputExpectation }

  func exportProblems() -> [Diagnostic] {
    guard fields.mean == nil || fields.spread == nil else { return [] }
    return [
      Diagnostic(
        .fluxNotExportable,
        "this BatchNorm tracks no statistics (track_stats=false) and uses those of each batch, which an inference graph does not have")
    ]
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    guard let mean = fields.mean, let spread = fields.spread else {
      throw Diagnostic(.fluxNotExportable, "no statistics are stored", at: lowering.place)
    }
    fields.warnIfTraining(in: lowering)
    let x = try lowering.matched(try lowering.tensor(input), to: mean)
    try lowering.requireRank(2...5, of: x, "a BatchNorm works on channels and a batch")
    let type = mean.elementType ?? .float32
    let count = mean.elementCount
    let scale = try lowering.channelVector(fields.scale, "γ", otherwise: 1, count: count, type)
    let shift = try lowering.channelVector(fields.shift, "β", otherwise: 0, count: count, type)
    let meanValue = try lowering.weight(mean, "μ")
    let variance: ValueID
    if storesDeviation {
      let deviation = try lowering.elements(of: spread)
      let squares = try deviation.doubles().map { $0 * $0 }
      guard let weight = Weight.array(squares, deviation.elementType) else {
        throw Diagnostic(
          .fluxUnsupportedArray, "numbers are expected, found \(spread.summary)",
          at: spread.location)
      }
      variance = lowering.weight(view: weight, "variance")
    } else {
      variance = try lowering.weight(spread, "σ²")
    }
    let y = try lowering.builder.add(
      BatchNormalization(epsilon: storesDeviation ? 0 : fields.epsilon), x, scale, shift, meanValue,
      variance)
    return .tensor(try fields.activation.lower(y, in: &lowering))
  }
}
