import Diagnostics
import ModelIR

extension ChannelNormalization {
  /// The input in the element type of the parameters.
  func input(
    _ value: FluxValue, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> ValueID {
    let x = try lowering.tensor(value)
    guard let elementType else { return x }
    return try lowering.cast(x, to: elementType)
  }

  /// γ and β, or ones and zeros where the layer is not affine.
  func affine(
    _ x: ValueID, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> (scale: ValueID, shift: ValueID) {
    (
      try vector(scale, "γ", otherwise: 1, x, in: &lowering),
      try vector(shift, "β", otherwise: 0, x, in: &lowering)
    )
  }

  /// A parameter in the element type of the input.
  func statistic(
    _ array: JuliaArray, _ name: String, _ x: ValueID, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> ValueID {
    try lowering.weight(array, name, as: lowering.builder.type(of: x).elementType)
  }

  /// A parameter that may be missing, in the element type of the input.
  func optional(
    _ array: JuliaArray?, _ name: String, _ x: ValueID, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> ValueID? {
    guard let array else { return nil }
    return try statistic(array, name, x, in: &lowering)
  }

  private func vector(
    _ array: JuliaArray?, _ name: String, otherwise value: Double, _ x: ValueID,
    in lowering: inout FluxLowering
  ) throws(Diagnostic) -> ValueID {
    if let array { return try statistic(array, name, x, in: &lowering) }
    let type = lowering.builder.type(of: x).elementType
    guard let constant = Weight.array([Double](repeating: value, count: channels), type)
    else {
      throw Diagnostic(
        .elementTypeMismatch, "numbers are expected here, the elements are \(type)",
        at: lowering.place)
    }
    return lowering.builder.addConstant(constant)
  }
}

extension JuliaArray {
  /// The array with every element changed by a function, for the few numbers that a layer stores in
  /// another form than a graph takes.
  ///
  /// - Throws: ``DiagnosticCode/fluxUnsupportedArray`` if the elements are not numbers, and what
  ///   reading them raises.
  func computed(_ change: ([Double]) -> [Double]) throws(Diagnostic) -> JuliaArray {
    guard let weight, let result = Weight.array(change(try weight.doubles()), weight.elementType)
    else {
      throw Diagnostic(
        .fluxUnsupportedArray, "an array of numbers is expected, this is \(summary)", at: location)
    }
    return showing(result)
  }
}
