import Diagnostics
import ModelIR

/// Normalisation of every channel by its moving statistics: `y = λ.(γ·(x − μ)/√(σ² + ϵ) + β)`.
///
/// | release | fields | what is stored |
/// |---|---|---|
/// | 0.4 to 0.6 | λ, β, γ, μ, σ, ϵ, momentum, active | the deviation; `γ·(x − μ)/σ + β` without ϵ |
/// | 0.7 to 0.9, 0.10.2 to 0.11 | λ, β, γ, μ, σ², ϵ, momentum, active | the variance |
/// | 0.10.0 to 0.10.1 | λ, β, γ, μ, σ², ϵ, momentum | the variance |
/// | 0.12 and later | λ, β, γ, μ, σ², ϵ, momentum, affine, track_stats, active, chs | the variance |
///
/// Fields have no names in a file, so ``BatchNormSpread`` says what told the first two apart.
struct BatchNorm: FluxLayer {
  static let typeNames = ["BatchNorm"]

  let channels: ChannelNormalization
  let spread: BatchNormSpread
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    channels = try ChannelNormalization(decoding: fields)
    switch fields.count {
    case 7:
      spread = .variance
      era = .between("0.10.0", "0.10.1")
    case 8:
      spread = BatchNormSpread(epsilon: channels.epsilon, active: try fields.value(7, "active"))
      era = spread.era
      if spread.isDeviation { _ = try fields.value(4, Self.deviationName) }
    default:
      spread = .variance
      era = .since("0.12")
    }
  }

  var text: String { channels.text("BatchNorm") }

  /// What the fifth field was called as long as it held the deviation.
  private static let deviationName = "σ"

  var parameters: [FluxParameter] {
    guard spread.isDeviation else { return channels.parameters }
    return channels.parameters.map { parameter in
      parameter.name == "σ²"
        ? FluxParameter(Self.deviationName, parameter.array, isTrainable: false) : parameter
    }
  }

  var inputExpectation: FluxInputExpectation {
    .channels(channels.channels, channels.elementType)
  }

  func exportProblems() -> [Diagnostic] {
    guard !channels.hasStatistics else { return [] }
    return [
      Diagnostic(
        .fluxNotExportable,
        "this BatchNorm tracks no statistics (track_stats=false) and uses those of each batch, which an inference graph does not have"
      )
    ]
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    guard let mean = channels.mean, let stored = channels.spread else {
      throw exportProblems()[0].located(at: lowering.place)
    }
    spread.report(epsilon: channels.epsilon, in: lowering)
    if !spread.isDeviation { channels.mode.report(in: lowering) }
    let x = try channels.input(input, in: &lowering)
    try lowering.requireRank(2...Int.max, of: x, "a BatchNorm works on channels and a batch")
    let (scale, shift) = try channels.affine(x, in: &lowering)
    let meanValue = try channels.statistic(mean, "μ", x, in: &lowering)
    let variance =
      spread.isDeviation ? try stored.computed { $0.map { value in value * value } } : stored
    let varianceValue = try channels.statistic(variance, "σ²", x, in: &lowering)
    let y = try lowering.builder.add(
      BatchNormalization(epsilon: spread.isDeviation ? 0 : channels.epsilon), x, scale, shift,
      meanValue, varianceValue)
    return .tensor(try channels.activation.lower(y, in: &lowering))
  }
}
