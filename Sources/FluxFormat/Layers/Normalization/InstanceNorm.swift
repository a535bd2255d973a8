import ConversionKit
import Diagnostics
import ModelIR

/// Normalisation of every channel of every picture, by its own statistics or by moving ones.
///
/// | release | fields |
/// |---|---|
/// | 0.8 to 0.9, 0.10.2 to 0.11 | λ, β, γ, μ, σ², ϵ, momentum, active; always moving statistics |
/// | 0.10.0 to 0.10.1 | λ, β, γ, μ, σ², ϵ, momentum; always moving statistics |
/// | 0.12 and later | λ, β, γ, μ, σ², ϵ, momentum, affine, track_stats, active, chs |
struct InstanceNorm: FluxLayer {
  static let typeNames = ["InstanceNorm"]

  let fields: FluxNormalizationFields
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard [7, 8, 11].contains(fields.count) else { throw fields.unknownEra() }
    self.fields = try FluxNormalizationFields(decoding: fields, from: 0, count: fields.count)
    era =
      switch fields.count {
      case 7: .between("0.10.0", "0.10.1")
      case 8: .between("0.8", "0.11.6")
      default: .since("0.12")
      }
  }

  var text: String { fields.text("InstanceNorm") }
  var parameters: [FluxParameter] { fields.parameters }
  var inputExpectation: FluxInputExpectation {
    .image(spatialRank: 2, channels: fields.channelCount, fields.elementType)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    fields.warnIfTraining(in: lowering)
    var x = try lowering.tensor(input)
    if let type = fields.elementType { x = try lowering.cast(x, to: type) }
    try lowering.requireRank(3...5, of: x, "an InstanceNorm works on spatial dimensions")
    let type = lowering.builder.type(of: x).elementType
    guard let count = fields.channelCount ?? lowering.shape(x)[1].size else {
      throw Diagnostic(
        .inputShapeNeeded,
        "the number of channels is not stored in the layer: give the input's shape with --input-shape",
        at: lowering.place)
    }
    let scale = try lowering.channelVector(fields.scale, "γ", otherwise: 1, count: count, type)
    let shift = try lowering.channelVector(fields.shift, "β", otherwise: 0, count: count, type)
    let y: ValueID
    if let mean = fields.mean, let variance = fields.spread {
      y = try lowering.builder.add(
        BatchNormalization(epsilon: fields.epsilon), x, scale, shift,
        try lowering.weight(mean, "μ"), try lowering.weight(variance, "σ²"))
    } else {
      y = try lowering.builder.add(
        InstanceNormalization(epsilon: fields.epsilon), x, scale, shift)
    }
    return .tensor(try fields.activation.lower(y, in: &lowering))
  }
}
