import Diagnostics
import ModelIR

/// The fields that Flux's normalisations of channels share, in the order of every release: λ, β, γ, μ,
/// σ², ϵ, momentum, and then what a release added.
///
/// | release | after momentum |
/// |---|---|
/// | 0.4 to 0.9, 0.10.2 to 0.11 | active |
/// | 0.10.0 to 0.10.1 | |
/// | 0.12 and later | affine, track_stats, active, chs |
struct ChannelNormalization: Sendable {
  /// More channels than any model has; what a file says beyond that is damage.
  private static let channelLimit = 1 << 24

  let activation: FluxActivation
  /// The summand β; nothing if the layer is not affine.
  let shift: JuliaArray?
  /// The factor γ; nothing if the layer is not affine.
  let scale: JuliaArray?
  /// The moving mean μ; nothing if statistics are not tracked.
  let mean: JuliaArray?
  /// The moving variance σ², or in Flux 0.4 to 0.6 the moving deviation σ.
  let spread: JuliaArray?
  let epsilon: Double
  let mode: FluxTrainingMode
  /// The number of channels.
  let channels: Int
  /// Whether the fields are those of 0.12 and later.
  let isModern: Bool

  /// Reads the fields from λ on.
  ///
  /// - Parameters:
  ///   - start: where λ is.
  ///   - statisticsCount: how many means there are, if not one for each channel.
  /// - Throws: ``DiagnosticCode/fluxMalformedLayer`` for another number of fields, or arrays of sizes
  ///   that contradict each other.
  init(
    decoding fields: FluxFields, from start: Int = 0, statisticsCount: Int? = nil
  ) throws(Diagnostic) {
    let fieldCount = fields.count - start
    guard [7, 8, 11].contains(fieldCount) else { throw fields.unknownEra() }
    isModern = fieldCount == 11
    activation = try fields.activation(start, "λ")
    shift = try fields.optionalArray(start + 1, "β")
    scale = try fields.optionalArray(start + 2, "γ")
    mean = try fields.optionalArray(start + 3, "μ")
    spread = try fields.optionalArray(start + 4, "σ²")
    epsilon = try fields.number(start + 5, "ϵ")
    let active = fieldCount == 7 ? nil : try fields.value(start + (isModern ? 9 : 7), "active")
    // Since 0.10.2 the mode of a layer that nobody forced is nothing.
    mode = FluxTrainingMode(active, usual: isModern ? .automatic : .either)
    let stored = [scale, shift].compactMap(\.self).first ?? (statisticsCount == nil ? mean : nil)
    guard let count = isModern ? try fields.integer(start + 10, "chs") : stored?.elementCount,
      (1...Self.channelLimit).contains(count)
    else { throw fields.malformed("the number of its channels is missing or out of range") }
    channels = count
    for array in [shift, scale].compactMap(\.self) where array.dimensions != [channels] {
      throw fields.malformed("a vector of \(channels) channels is expected, found \(array.summary)")
    }
    let needed = statisticsCount ?? channels
    for array in [mean, spread].compactMap(\.self) where array.elementCount != needed {
      throw fields.malformed("statistics of \(needed) are expected, found \(array.summary)")
    }
  }

  /// Whether moving statistics are stored.
  var hasStatistics: Bool { mean != nil && spread != nil }

  /// The element type in which Julia computes with the parameters.
  var elementType: ElementType? {
    let types = [shift, scale, mean, spread].compactMap { $0?.elementType }
    guard let first = types.first else { return nil }
    return types.dropFirst().reduce(first) { $0.promoted(with: $1) }
  }

  /// The parameters in field order.
  var parameters: [FluxParameter] {
    [
      shift.map { FluxParameter("β", $0) }, scale.map { FluxParameter("γ", $0) },
      mean.map { FluxParameter("μ", $0, isTrainable: false) },
      spread.map { FluxParameter("σ²", $0, isTrainable: false) },
    ].compactMap(\.self)
  }

  /// The layer as Flux prints it: `BatchNorm(16, relu)`, `GroupNorm(16, 4)`.
  func text(_ name: String, groups: Int? = nil) -> String {
    FluxText.call(
      name,
      [
        "\(channels)", groups.map(String.init) ?? "",
        FluxText.activation(activation), scale == nil ? "affine=false" : "",
      ] + mode.text)
  }
}
