import Diagnostics
import ModelIR

/// Normalisation of every channel of every picture, by its own statistics or by moving ones.
///
/// | release | fields | statistics |
/// |---|---|---|
/// | 0.8 to 0.9, 0.10.2 to 0.11 | λ, β, γ, μ, σ², ϵ, momentum, active | moving |
/// | 0.10.0 to 0.10.1 | λ, β, γ, μ, σ², ϵ, momentum | moving |
/// | 0.12 and later | λ, β, γ, μ, σ², ϵ, momentum, affine, track_stats, active, chs | own, or moving if tracked |
struct InstanceNorm: FluxLayer {
  static let typeNames = ["InstanceNorm"]

  let channels: ChannelNormalization
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    channels = try ChannelNormalization(decoding: fields)
    switch fields.count {
    case 7: era = .between("0.10.0", "0.10.1")
    case 8: era = .between("0.8", "0.11.6")
    default: era = .since("0.12")
    }
    guard channels.isModern || channels.hasStatistics else {
      throw fields.malformed("up to Flux 0.11 an InstanceNorm has moving statistics, this has none")
    }
  }

  var text: String { channels.text("InstanceNorm") }
  var parameters: [FluxParameter] { channels.parameters }

  var inputExpectation: FluxInputExpectation {
    .image(spatialRank: nil, channels: channels.channels, channels.elementType)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    channels.mode.report(in: lowering)
    let x = try channels.input(input, in: &lowering)
    try lowering.requireRank(3...Int.max, of: x, "an InstanceNorm works on spatial dimensions")
    let (scale, shift) = try channels.affine(x, in: &lowering)
    let y: ValueID
    if let mean = channels.mean, let variance = channels.spread {
      y = try lowering.builder.add(
        BatchNormalization(epsilon: channels.epsilon), x, scale, shift,
        try channels.statistic(mean, "μ", x, in: &lowering),
        try channels.statistic(variance, "σ²", x, in: &lowering))
    } else {
      y = try lowering.builder.add(
        InstanceNormalization(epsilon: channels.epsilon), x, scale, shift)
    }
    return .tensor(try channels.activation.lower(y, in: &lowering))
  }
}
