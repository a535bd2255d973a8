import Diagnostics
import ModelIR

/// The state of building a graph out of Flux layers.
///
/// Every shape is reversed: Flux's `(features, batch)` is `[batch, features]` here, `(W, H, C, N)` is
/// `[N, C, H, W]`, with the same bytes. A Julia dimension `k` (from 1) of a tensor of rank n is axis
/// n − k.
struct FluxLowering {
  /// The graph that grows.
  var builder = GraphBuilder()
  /// What was found while building.
  let diagnostics: DiagnosticCollector
  /// Whether some layer works on spatial axes, so that their order has to be mentioned.
  var usesSpatialAxes = false
  /// Layers that take a fixed number of features where the picture's size is open.
  var fixedFeatures: [FluxFixedFeatures] = []

  /// How deep functions call each other at the moment.
  var callDepth = 0

  private var weights: [ObjectIdentity: ValueID] = [:]

  init(diagnostics: DiagnosticCollector) {
    self.diagnostics = diagnostics
  }

  // MARK: - modules

  /// Lowers a module at its place, so that its nodes carry it.
  mutating func lower(_ module: FluxModule, _ input: FluxValue) throws(Diagnostic) -> FluxValue {
    let outerPath = builder.path
    let outerText = builder.layerText
    builder.path = module.path
    builder.layerText = module.printedText
    defer {
      builder.path = outerPath
      builder.layerText = outerText
    }
    switch module {
    case .layer(let layer, _): return try layer.lower(input, in: &self)
    case .function(let function, _): return try apply(function, to: input)
    case .callable(let value, _): return try apply(callable: value, to: [input])
    case .opaque(let structure, _, _): throw unknownLayer(structure)
    case .unreadable(let reason, _, _): throw reason
    }
  }

  /// The failure of a struct that no layer is known for.
  func unknownLayer(_ structure: JuliaStructure) -> Diagnostic {
    Diagnostic(
      .fluxUnknownLayer,
      "\(structure.type) is not a layer of Flux: its method is not in the file; select a part of it that is made of Flux layers",
      at: Location(path: builder.path))
  }

  // MARK: - tensors

  /// The single tensor that a layer takes.
  ///
  /// - Throws: ``DiagnosticCode/fluxTupleInput`` if there are several.
  func tensor(_ value: FluxValue) throws(Diagnostic) -> ValueID {
    switch value {
    case .tensor(let id): return id
    case .tuple(let values) where values.count == 1: return try tensor(values[0])
    case .tuple(let values):
      throw Diagnostic(
        .fluxTupleInput, "one tensor is expected here, the layer before gives \(values.count)",
        at: place)
    }
  }

  /// The current place, for diagnostics.
  var place: Location { Location(path: builder.path.isEmpty ? nil : builder.path) }

  /// The shape of a tensor as the graph has it.
  func shape(_ id: ValueID) -> Shape { builder.shape(of: id) }

  /// The number of a tensor's axes.
  func rank(_ id: ValueID) -> Int { builder.shape(of: id).rank }

  /// The axis in the graph of a Julia dimension, counted from 1.
  ///
  /// - Throws: ``DiagnosticCode/invalidAttribute`` if the tensor has no such dimension.
  func axis(ofDimension dimension: Int, in id: ValueID) throws(Diagnostic) -> Int {
    let rank = rank(id)
    guard dimension >= 1, dimension <= rank else {
      throw Diagnostic(
        .invalidAttribute, "dimension \(dimension) is asked for, the array has \(rank)", at: place)
    }
    return rank - dimension
  }

  /// Checks a tensor's number of axes in the layer's own words.
  func requireRank(_ ranks: ClosedRange<Int>, of id: ValueID, _ what: String) throws(Diagnostic) {
    guard !ranks.contains(rank(id)) else { return }
    throw Diagnostic(
      .rankMismatch,
      "\(what), the input has \(rank(id)) dimensions: \(juliaText(of: id))", at: place)
  }

  /// A tensor's sizes in Julia's order, as text.
  func juliaText(of id: ValueID) -> String {
    "(" + shape(id).dimensions.reversed().map(\.description).joined(separator: ", ") + ")"
  }

  // MARK: - weights

  /// The value of a parameter: one value for each array, however often it is shared.
  ///
  /// The graph's shape is the array's dimensions reversed.
  mutating func weight(_ array: JuliaArray, _ name: String) throws(Diagnostic) -> ValueID {
    if let known = weights[array.identity], builder.graph[known].weight == array.weight {
      return known
    }
    let id = builder.addWeight(try elements(of: array), named: name)
    weights[array.identity] = id
    return id
  }

  /// The value of a view of a parameter.
  mutating func weight(view: Weight, _ name: String) -> ValueID {
    builder.addWeight(view, named: name)
  }

  /// The elements of an array, which have to be numbers.
  func elements(of array: JuliaArray) throws(Diagnostic) -> Weight {
    guard let weight = array.weight else {
      throw Diagnostic(
        .fluxUnsupportedArray, "an array of numbers is expected, this is \(array.summary)",
        at: array.location)
    }
    return weight
  }

  /// A constant scalar of a tensor's element type.
  mutating func scalar(_ value: Double, like id: ValueID) throws(Diagnostic) -> ValueID {
    let type = builder.type(of: id).elementType
    guard let weight = Weight.scalar(value, type) else {
      throw Diagnostic(
        .elementTypeMismatch, "numbers are expected here, the elements are \(type)", at: place)
    }
    return builder.addConstant(weight)
  }
}
