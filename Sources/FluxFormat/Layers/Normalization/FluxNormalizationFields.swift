import Diagnostics
import ModelIR

/// The fields that Flux's normalisations by stored statistics share, in the order of every release:
/// λ, β, γ, μ, σ², ϵ, momentum, and then what a release added.
struct FluxNormalizationFields: Sendable {
  let activation: FluxActivation
  /// The summand β; nothing if the layer is not affine.
  let shift: JuliaArray?
  /// The factor γ; nothing if the layer is not affine.
  let scale: JuliaArray?
  /// The moving mean; nothing if statistics are not tracked.
  let mean: JuliaArray?
  /// The moving variance, or in Flux 0.4 to 0.6 the moving deviation.
  let spread: JuliaArray?
  let epsilon: Double
  /// Whether the mode was forced: training (true), testing (false).
  let isActive: Bool?
  /// The number of channels, where a release stores it.
  let channels: Int?

  /// Reads the fields from a position on.
  ///
  /// - Parameters:
  ///   - start: where λ is.
  ///   - extra: the number of fields from λ on.
  init(decoding fields: FluxFields, from start: Int, count: Int) throws(Diagnostic) {
    activation = try fields.activation(start, "λ")
    shift = try fields.optionalArray(start + 1, "β")
    scale = try fields.optionalArray(start + 2, "γ")
    mean = try fields.optionalArray(start + 3, "μ")
    spread = try fields.optionalArray(start + 4, "σ²")
    epsilon = try fields.number(start + 5, "ϵ")
    switch count {
    case 8: isActive = try fields.value(start + 7, "active").bool
    case 11: isActive = try fields.value(start + 9, "active").bool
    default: isActive = nil
    }
    channels = count == 11 ? try fields.integer(start + 10, "chs") : nil
    let known = [shift, scale, mean, spread].compactMap(\.self)
    guard let sizes = known.first?.dimensions else { return }
    guard sizes.count == 1 else {
      throw fields.malformed("its parameters are vectors, found \(known[0].summary)")
    }
  }

  /// How many channels the layer has, from whatever tells.
  var channelCount: Int? {
    channels ?? scale?.elementCount ?? mean?.elementCount
  }

  /// The element type of the parameters.
  var elementType: ElementType? {
    [scale, shift, mean, spread].compactMap(\.self).first?.elementType
  }

  var parameters: [FluxParameter] {
    var result: [FluxParameter] = []
    if let shift { result.append(FluxParameter("β", shift)) }
    if let scale { result.append(FluxParameter("γ", scale)) }
    if let mean { result.append(FluxParameter("μ", mean, isTrainable: false)) }
    if let spread { result.append(FluxParameter("σ²", spread, isTrainable: false)) }
    return result
  }

  /// The layer as Flux prints it: `BatchNorm(16, relu)`.
  func text(_ name: String, _ first: [String] = []) -> String {
    FluxText.call(
      name,
      first + [channelCount.map(String.init) ?? "", FluxText.activation(activation)],
      (scale == nil ? ["affine=false"] : []) + (mean == nil ? ["track_stats=false"] : []))
  }

  /// What the layer expects: the size of the last dimension but one.
  var inputExpectation: FluxInputExpectation {
    channelCount.map { .channels($0, elementType) } ?? .anything
  }

  /// Says if the file was saved in forced training mode.
  func warnIfTraining(in lowering: FluxLowering) {
    guard isActive == true else { return }
    lowering.diagnostics.emit(
      Diagnostic(
        .fluxTrainingMode, severity: .warning,
        "the layer was saved in forced training mode; its test mode is exported",
        at: lowering.place))
  }
}

extension FluxLowering {
  /// A vector for each channel: a parameter, or a constant where the layer has none.
  mutating func channelVector(
    _ array: JuliaArray?, _ name: String, otherwise value: Double, count: Int, _ type: ElementType
  ) throws(Diagnostic) -> ValueID {
    if let array { return try weight(array, name) }
    guard let constant = Weight.array([Double](repeating: value, count: count), type) else {
      throw Diagnostic(
        .elementTypeMismatch, "numbers are expected here, the elements are \(type)", at: place)
    }
    return builder.addConstant(constant)
  }
}
