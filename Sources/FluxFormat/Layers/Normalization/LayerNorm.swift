import Diagnostics
import ModelIR

/// Normalisation over the first dimensions by their own mean and variance, then a factor and a summand.
///
/// | release | fields | formula |
/// |---|---|---|
/// | 0.4 to 0.7.0 | diag | `(x − μ)/σ`, σ of n − 1 |
/// | 0.7.3 to 0.10 | diag | `(x − μ)/σ` |
/// | 0.11 | diag | `(x − μ)/(σ + ϵ)` |
/// | 0.12 to 0.14 | λ, diag, ϵ, size, affine | `(x − μ)/(σ + ϵ)` |
/// | 0.15 and later | λ, diag, ϵ, size, affine | `(x − μ)/√(σ² + ϵ²)` |
///
/// The fields do not tell the first three apart, nor the last two. What is exported is
/// `(x − μ)/√(σ² + ϵ²)`, ϵ being 0 where none is stored: a runtime has it as one operator, and up to
/// n − 1 in the oldest releases the others differ from it by ϵ/σ at most. `diag` is a `Diagonal`
/// (up to 0.12, λ follows), a `Scale` (since 0.13, λ is inside), `identity`, `Fix1(broadcast, λ)` or
/// nothing.
struct LayerNorm: FluxLayer {
  static let typeNames = ["LayerNorm"]

  /// λ, where it is not inside `diag`.
  let activation: FluxActivation
  /// λ as Flux prints it.
  let activationText: String
  /// Nothing if the layer is not affine.
  let diagonal: FluxModule?
  let epsilon: Double
  /// The sizes of Julia's first dimensions that are normalised together.
  let sizes: [Int]
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    let identity = FluxActivation(.nothing, path: fields.path)
    switch fields.count {
    case 1:
      let module = try fields.module(0, "diag")
      guard let affine = module.layer as? Diagonal else {
        throw fields.malformed("up to Flux 0.11 a LayerNorm holds a Diagonal, this holds none")
      }
      diagonal = module
      activation = identity
      activationText = ""
      epsilon = 0
      sizes = affine.scale.dimensions
      era = .until("0.11.6")
    case 5:
      let function = try fields.activation(0, "λ")
      activationText = FluxText.activation(function)
      if case .nothing = try fields.value(1, "diag") {
        diagonal = nil
      } else {
        diagonal = try fields.module(1, "diag")
      }
      activation = Self.appliesActivation(diagonal) ? identity : function
      epsilon = try fields.number(2, "ϵ")
      sizes = try fields.integers(3, "size")
      era = .since("0.12")
    default: throw fields.unknownEra()
    }
    guard (1...8).contains(sizes.count) else {
      throw fields.malformed("it normalises \(sizes.count) dimensions, 1 to 8 are expected")
    }
  }

  /// Whether what follows the normalisation applies λ itself.
  private static func appliesActivation(_ diagonal: FluxModule?) -> Bool {
    switch diagonal {
    case .layer(let layer, _): layer is Scale
    case .callable: true
    default: false
    }
  }

  var text: String {
    FluxText.call(
      "LayerNorm",
      sizes.map(String.init) + [activationText, diagonal?.layer == nil ? "affine=false" : ""])
  }

  var children: [FluxChild] {
    guard let diagonal, diagonal.layer != nil else { return [] }
    return [FluxChild(path: "diag", module: diagonal)]
  }

  var inputExpectation: FluxInputExpectation {
    guard sizes.count == 1 else { return .unknown }
    return .features(sizes[0], diagonal?.layer?.parameters.first?.array.elementType)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    if era == .until("0.11.6") { reportFormula(in: lowering) }
    var x = try lowering.tensor(input)
    try lowering.requireRank(
      sizes.count...Int.max, of: x, "this LayerNorm works on the first \(sizes.count) dimensions")
    if let array = diagonal?.layer?.parameters.first?.array {
      x = try lowering.matched(x, to: array)
    }
    let affine = affineArrays
    let operation = LayerNormalization(axes: sizes.count, epsilon: epsilon * epsilon)
    var y: ValueID
    if let affine {
      y = try lowering.builder.add(
        operation, x, try lowering.weight(affine.scale, "diag.\(affine.scaleName)"),
        try lowering.optionalWeight(affine.shift, "diag.\(affine.shiftName)", like: affine.scale))
      y = try affine.activation.lower(y, in: &lowering)
    } else {
      y = try lowering.builder.add(operation, x)
      if let diagonal { y = try lowering.tensor(try lowering.lower(diagonal, .tensor(y))) }
    }
    return .tensor(try activation.lower(y, in: &lowering))
  }

  /// What the normalisation itself can take as its factor and summand, and what follows them.
  private var affineArrays:
    (
      scale: JuliaArray, scaleName: String, shift: JuliaArray?, shiftName: String,
      activation: FluxActivation
    )?
  {
    if let layer = diagonal?.layer as? Scale, layer.scale.dimensions == sizes,
      layer.bias.map({ $0.dimensions == sizes }) ?? true
    {
      return (layer.scale, "scale", layer.bias, "bias", layer.activation)
    }
    if let layer = diagonal?.layer as? Diagonal, layer.scale.dimensions == sizes,
      layer.shift.dimensions == sizes
    {
      return (layer.scale, "α", layer.shift, "β", FluxActivation(.nothing, path: ""))
    }
    return nil
  }

  private func reportFormula(in lowering: FluxLowering) {
    lowering.diagnostics.emit(
      Diagnostic(
        .fluxAmbiguousRelease, severity: .note,
        "read as that of Flux 0.7.3 to 0.11, by the deviation of n; up to 0.7.0 it was that of n − 1",
        at: lowering.place))
  }
}
