import Diagnostics
import ModelIR

/// A layer whose weight is held as a direction and a length: `g .* v ./ sqrt(sum(v .^ 2; dims) + ϵ)`
/// stands in the place of its array v, with ϵ = `eps` of the element type.
///
/// | release | fields |
/// |---|---|
/// | 0.16 and later | layer, g, which (the array's name), dims |
struct WeightNorm: FluxLayer {
  static let typeNames = ["WeightNorm"]

  let layer: FluxModule
  let length: JuliaArray
  let name: String
  /// The dimensions over which the length is taken, from 1; nothing for all.
  let dimensions: [Int]?
  private let structure: JuliaStructure

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 4 else { throw fields.unknownEra() }
    guard let inner = try fields.value(0, "layer").structure else {
      throw fields.malformed("'layer' of a WeightNorm has to be a layer")
    }
    structure = inner
    layer = try fields.module(0, "layer")
    length = try fields.array(1, "g")
    guard let name = try fields.value(2, "which").name else {
      throw fields.malformed("'which' of a WeightNorm has to be a symbol")
    }
    self.name = name
    switch try fields.value(3, "dims") {
    case .structure(let colon) where colon.type.name == "Colon": dimensions = nil
    case .function(let colon) where colon.name == "Colon": dimensions = nil
    default: dimensions = try fields.integers(3, "dims")
    }
  }

  var text: String { FluxText.call("WeightNorm", [":\(name)"]) }

  var parameters: [FluxParameter] { [FluxParameter("g", length)] }

  var children: [FluxChild] { [FluxChild(path: "layer", module: layer)] }

  var inputExpectation: FluxInputExpectation { layer.inputExpectation }

  var era: FluxEra { .since("0.16") }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let normalised = try normalisedLayer(lowering.place)
    return try lowering.lower(normalised, input)
  }

  /// The layer read once more with the effective weight in the place of its direction.
  private func normalisedLayer(_ place: Location) throws(Diagnostic) -> FluxModule {
    guard case .layer(let inner, let path) = layer else { return layer }
    guard let direction = inner.parameters.first(where: { $0.name == name })?.array,
      let index = try index(of: direction)
    else {
      throw Diagnostic(
        .fluxMalformedLayer, "\(inner.text) has no array '\(name)' to normalise", at: place)
    }
    let weight = try WeightNormalization(
      direction: direction, length: length, dimensions: dimensions
    ).weight()
    let replaced = FluxFields(structure, path: path)
      .replacing(index, with: .array(direction.showing(weight)))
    return .layer(try type(of: inner).init(decoding: replaced), path: path)
  }

  /// The position of the field that holds an array.
  private func index(of array: JuliaArray) throws(Diagnostic) -> Int? {
    for index in 0..<structure.fields.count {
      if case .array(let field) = try structure.fields.value(at: index),
        field.identity == array.identity
      {
        return index
      }
    }
    return nil
  }
}
