import Diagnostics
import ModelIR

/// Normalisation of contiguous groups of channels, by their own statistics or by moving ones.
///
/// | release | fields | statistics |
/// |---|---|---|
/// | 0.8.2 to 0.9, 0.10.2 to 0.11 | G, λ, β, γ, μ, σ², ϵ, momentum, active | moving, one for each group |
/// | 0.10.0 to 0.10.1 | G, λ, β, γ, μ, σ², ϵ, momentum | moving, one for each group |
/// | 0.12 and later | G, λ, β, γ, μ, σ², ϵ, momentum, affine, track_stats, active, chs | own, or moving if tracked |
struct GroupNorm: FluxLayer {
  static let typeNames = ["GroupNorm"]

  let groups: Int
  let channels: ChannelNormalization
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard [8, 9, 12].contains(fields.count) else { throw fields.unknownEra() }
    groups = try fields.integer(0, "G")
    channels = try ChannelNormalization(decoding: fields, from: 1, statisticsCount: groups)
    switch fields.count {
    case 8: era = .between("0.10.0", "0.10.1")
    case 9: era = .between("0.8.2", "0.11.6")
    default: era = .since("0.12")
    }
    guard groups >= 1, channels.channels % groups == 0 else {
      throw fields.malformed(
        "\(channels.channels) channels do not divide into \(groups) groups")
    }
    guard channels.isModern || channels.hasStatistics else {
      throw fields.malformed("up to Flux 0.11 a GroupNorm has moving statistics, this has none")
    }
  }

  var text: String { channels.text("GroupNorm", groups: groups) }
  var parameters: [FluxParameter] { channels.parameters }

  var inputExpectation: FluxInputExpectation {
    .image(spatialRank: nil, channels: channels.channels, channels.elementType)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    channels.mode.report(in: lowering)
    let x = try channels.input(input, in: &lowering)
    try lowering.requireRank(3...Int.max, of: x, "a GroupNorm works on spatial dimensions")
    let y: ValueID
    if let mean = channels.mean, let variance = channels.spread {
      let (scale, shift) = try channels.affine(x, in: &lowering)
      y = try lowering.builder.add(
        BatchNormalization(epsilon: channels.epsilon), x, scale, shift,
        try channels.statistic(try perChannel(mean), "μ", x, in: &lowering),
        try channels.statistic(try perChannel(variance), "σ²", x, in: &lowering))
    } else {
      y = try lowering.builder.add(
        GroupNormalization(groups: groups, epsilon: channels.epsilon), x,
        try channels.optional(channels.scale, "γ", x, in: &lowering),
        try channels.optional(channels.shift, "β", x, in: &lowering))
    }
    return .tensor(try channels.activation.lower(y, in: &lowering))
  }

  /// A number for each group as one for each of its channels.
  private func perChannel(_ array: JuliaArray) throws(Diagnostic) -> JuliaArray {
    let size = channels.channels / groups
    return try array.computed { values in
      values.flatMap { [Double](repeating: $0, count: size) }
    }
  }
}
