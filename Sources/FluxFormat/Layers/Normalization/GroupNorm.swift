import Diagnostics
import ModelIR

/// Normalisation of contiguous groups of channels, by their own statistics or by moving ones.
///
/// | release | fields |
/// |---|---|
/// | 0.8.2 to 0.9, 0.10.2 to 0.11 | G, λ, β, γ, μ, σ², ϵ, momentum, active; moving statistics a group |
/// | 0.10.0 to 0.10.1 | G, λ, β, γ, μ, σ², ϵ, momentum; moving statistics a group |
/// | 0.12 and later | G, λ, β, γ, μ, σ², ϵ, momentum, affine, track_stats, active, chs; own statistics |
struct GroupNorm: FluxLayer {
  static let typeNames = ["GroupNorm"]

  let groups: Int
  let fields: FluxNormalizationFields
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard [8, 9, 12].contains(fields.count) else { throw fields.unknownEra() }
    groups = try fields.integer(0, "G")
    self.fields = try FluxNormalizationFields(decoding: fields, from: 1, count: fields.count - 1)
    era =
      switch fields.count {
      case 8: .between("0.10.0", "0.10.1")
      case 9: .between("0.8.2", "0.11.6")
      default: .since("0.12")
      }
    let channels = self.fields.channels ?? self.fields.scale?.elementCount
    if let channels, groups < 1 || channels % groups != 0 {
      throw fields.malformed("\(channels) channels do not divide into \(groups) groups")
    }
  }

  /// The number of channels; moving statistics count groups, so they do not tell.
  private var channelCount: Int? { fields.channels ?? fields.scale?.elementCount }

  var text: String {
    FluxText.call(
      "GroupNorm",
      [
        channelCount.map(String.init) ?? "", "\(groups)",
        FluxText.activation(fields.activation),
      ], fields.scale == nil ? ["affine=false"] : [])
  }

  var parameters: [FluxParameter] { fields.parameters }

  var inputExpectation: FluxInputExpectation {
    .image(spatialRank: 2, channels: channelCount, fields.elementType)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    fields.warnIfTraining(in: lowering)
    var x = try lowering.tensor(input)
    if let type = fields.elementType { x = try lowering.cast(x, to: type) }
    try lowering.requireRank(2...5, of: x, "a GroupNorm works on channels and a batch")
    let type = lowering.builder.type(of: x).elementType
    let y: ValueID
    if let mean = fields.mean, let variance = fields.spread {
      guard let count = channelCount ?? lowering.shape(x)[1].size, groups >= 1 else {
        throw Diagnostic(
          .fluxMalformedLayer, "the number of channels cannot be told", at: lowering.place)
      }
      let scale = try lowering.channelVector(fields.scale, "γ", otherwise: 1, count: count, type)
      let shift = try lowering.channelVector(fields.shift, "β", otherwise: 0, count: count, type)
      y = try lowering.builder.add(
        BatchNormalization(epsilon: fields.epsilon), x, scale, shift,
        try spread(mean, over: count, "μ", in: &lowering),
        try spread(variance, over: count, "σ²", in: &lowering))
    } else {
      let scale = try lowering.optionalWeight(fields.scale, "γ")
      let shift = try lowering.optionalWeight(fields.shift, "β")
      y = try lowering.builder.add(
        GroupNormalization(groups: groups, epsilon: fields.epsilon), x, scale, shift)
    }
    return .tensor(try fields.activation.lower(y, in: &lowering))
  }

  /// A number for each group as one for each channel.
  private func spread(
    _ array: JuliaArray, over channels: Int, _ name: String, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> ValueID {
    let weight = try lowering.elements(of: array)
    guard weight.elementCount == groups else { return try lowering.weight(array, name) }
    let values = try weight.doubles()
    let perGroup = channels / groups
    let repeated = values.flatMap { [Double](repeating: $0, count: perGroup) }
    guard let result = Weight.array(repeated, weight.elementType) else {
      throw Diagnostic(
        .fluxUnsupportedArray, "numbers are expected, found \(array.summary)", at: array.location)
    }
    return lowering.weight(view: result, name)
  }
}
