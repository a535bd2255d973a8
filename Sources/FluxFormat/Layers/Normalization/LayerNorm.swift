import Diagnostics
import ModelIR

/// Normalisation over the first dimensions by their own mean and biased variance.
///
/// | release | fields | formula |
/// |---|---|---|
/// | 0.4 to 0.11 | diag | `(x − μ)/σ` over the first dimension, no ϵ |
/// | 0.12 to 0.14 | λ, diag, ϵ, size, affine | `(x − μ)/(σ + ϵ)` |
/// | 0.15 and later | λ, diag, ϵ, size, affine | `(x − μ)/√(σ² + ϵ²)` |
///
/// The last two have the same fields; the newer formula is exported, whose results differ by ϵ/σ at
/// most. `diag` is a `Diagonal`, a `Scale` (which applies λ itself), `identity`, or `Fix1(broadcast, λ)`.
struct LayerNorm: FluxLayer {
  static let typeNames = ["LayerNorm"]

  let activation: FluxActivation?
  let diagonal: FluxModule
  let epsilon: Double
  /// How many of Julia's first dimensions are normalised.
  let dimensionCount: Int
  /// Their sizes, where the layer stores them.
  let sizes: [Int]
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    switch fields.count {
    case 1:
      activation = nil
      diagonal = try fields.module(0, "diag")
      epsilon = 0
      sizes = []
      dimensionCount = 1
      era = .until("0.11.6")
    case 5:
      activation = try fields.activation(0, "λ")
      diagonal = try Self.diagonal(in: fields)
      epsilon = try fields.number(2, "ϵ")
      sizes = try fields.integers(3, "size")
      dimensionCount = sizes.count
      era = .since("0.12")
    default: throw fields.unknownEra()
    }
    guard (1...8).contains(dimensionCount) else {
      throw fields.malformed("it normalises \(dimensionCount) dimensions, 1 to 8 are expected")
    }
  }

  /// The affine part; `nothing` is the identity.
  private static func diagonal(in fields: FluxFields) throws(Diagnostic) -> FluxModule {
    if case .nothing = try fields.value(1, "diag") {
      return .function(JuliaFunction(module: ["Base"], name: "identity"), path: fields.path)
    }
    return try fields.module(1, "diag")
  }

  var text: String {
    let shown = sizes.isEmpty ? "" : sizes.count == 1 ? "\(sizes[0])" : FluxText.tuple(sizes)
    let function = activation.map(FluxText.activation) ?? ""
    return FluxText.call("LayerNorm", [shown, function], diagonal.layer == nil ? ["affine=false"] : [])
  }

  var children: [FluxChild] {
    diagonal.layer == nil ? [] : [FluxChild(path: "diag", module: diagonal)]
  }

  var inputExpectation: FluxInputExpectation {
    if let layer = diagonal.layer { return layer.inputExpectation }
    return sizes.count == 1 ? .features(sizes[0], nil) : .unknown
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    var x = try lowering.tensor(input)
    try lowering.requireRank(
      dimensionCount...Int.max, of: x, "this LayerNorm works on \(dimensionCount) dimensions")
    if let type = diagonal.layer?.parameters.first?.array.elementType {
      x = try lowering.cast(x, to: type)
    }
    let (factor, summand, rest) = try affinePart(in: &lowering)
    var y = try lowering.builder.add(
      LayerNormalization(axes: dimensionCount, epsilon: epsilon * epsilon), x, factor, summand)
    if !rest.isIdentity { y = try rest.lower(y, in: &lowering) }
    if factor == nil, diagonal.layer != nil {
      y = try lowering.tensor(try lowering.lower(diagonal, .tensor(y)))
    } else if diagonal.layer == nil, !isIdentity(diagonal) {
      y = try lowering.tensor(try lowering.lower(diagonal, .tensor(y)))
    }
    return .tensor(y)
  }

  /// The factor and summand that the normalisation itself can take, and the activation after it.
  private func affinePart(
    in lowering: inout FluxLowering
  ) throws(Diagnostic) -> (factor: ValueID?, summand: ValueID?, FluxActivation) {
    let identity = FluxActivation(.nothing, path: "")
    func fits(_ array: JuliaArray) -> Bool {
      array.dimensions.count == dimensionCount && (sizes.isEmpty || array.dimensions == sizes)
    }
    if let scale = diagonal.layer as? Scale, fits(scale.scale), scale.bias.map(fits) ?? true {
      return (
        try lowering.weight(scale.scale, "diag.scale"),
        try lowering.optionalWeight(scale.bias, "diag.bias"), scale.activation
      )
    }
    if let affine = diagonal.layer as? Diagonal, fits(affine.scale), fits(affine.shift) {
      return (
        try lowering.weight(affine.scale, "diag.α"), try lowering.weight(affine.shift, "diag.β"),
        activation ?? identity
      )
    }
    // Fix1(broadcast, λ) applies the activation itself.
    return (nil, nil, isIdentity(diagonal) ? activation ?? identity : identity)
  }

  private func isIdentity(_ module: FluxModule) -> Bool {
    if case .function(let function, _) = module { return function.name == "identity" }
    return false
  }
}
