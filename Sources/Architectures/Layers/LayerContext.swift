public import Diagnostics
public import ModelIR

/// Where a layer or a function adds its nodes and finds its weights.
public struct LayerContext {
  /// The graph under construction.
  public var builder: GraphBuilder
  /// The module's path from the root: `features.0`.
  public internal(set) var path: String

  /// The tensors by their full names.
  let weights: BoundWeights

  /// Makes a context of weights.
  public init(builder: GraphBuilder, weights: BoundWeights, path: String = "") {
    self.builder = builder
    self.weights = weights
    self.path = path
  }

  /// The shape of a value.
  public func shape(_ value: ValueID) -> Shape { builder.shape(of: value) }

  /// The rank of a value.
  public func rank(_ value: ValueID) -> Int { builder.shape(of: value).rank }

  /// The element type of a value.
  public func elementType(_ value: ValueID) -> ElementType { builder.type(of: value).elementType }

  /// A tensor of the current module, as it is stored; it becomes a value by ``add(weight:named:)``.
  ///
  /// - Throws: ``DiagnosticCode/parameterNotBound``.
  public func weight(_ name: String) throws(Diagnostic) -> Weight {
    let full = path.isEmpty ? name : "\(path).\(name)"
    guard let weight = weights[full] else {
      throw Diagnostic(
        .parameterNotBound, "the checkpoint has no '\(full)'", at: Location(path: full))
    }
    return weight
  }

  /// A tensor of the current module as a value of the graph.
  ///
  /// - Throws: ``DiagnosticCode/parameterNotBound``.
  public mutating func parameter(_ name: String) throws(Diagnostic) -> ValueID {
    builder.addWeight(try weight(name), named: name)
  }

  /// A tensor of the current module as a value, if the module has it.
  public mutating func parameterIfPresent(_ name: String) throws(Diagnostic) -> ValueID? {
    let full = path.isEmpty ? name : "\(path).\(name)"
    return weights[full].map { builder.addWeight($0, named: name) }
  }

  /// A changed weight of the current module as a value: transposed, cut, joined.
  public mutating func add(weight: Weight, named name: String) -> ValueID {
    builder.addWeight(weight, named: name)
  }

  /// A small constant.
  public mutating func constant(_ weight: Weight) -> ValueID { builder.addConstant(weight) }

  /// A number as a scalar of a value's element type.
  public mutating func scalar(_ number: Double, like value: ValueID) throws(Diagnostic) -> ValueID {
    let type = elementType(value)
    guard let weight = Weight.array([number], type)?.reshaped(to: []) else {
      throw problem("the number \(number) is none of type \(type)")
    }
    return builder.addConstant(weight)
  }

  /// Adds a node with one result.
  @discardableResult
  public mutating func add(
    _ operator: some Operator, _ operands: ValueID?..., named name: String? = nil
  ) throws(Diagnostic) -> ValueID {
    let results = try builder.addNode(`operator`, operands, named: name)
    guard let first = results.first else { throw problem("a node without results has no value") }
    return first
  }

  /// Runs something inside a child of the current module.
  public mutating func inside<Result>(
    _ name: String, _ body: (inout LayerContext) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let outer = path
    let outerBuilderPath = builder.path
    path = outer.isEmpty ? name : "\(outer).\(name)"
    builder.path = path
    defer {
      path = outer
      builder.path = outerBuilderPath
    }
    return try body(&self)
  }

  /// Runs something at a module, named by its whole path.
  mutating func at<Result>(
    _ modulePath: String, text: String,
    _ body: (inout LayerContext) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let outer = (path, builder.path, builder.layerText)
    path = modulePath
    builder.path = modulePath
    builder.layerText = text
    defer { (path, builder.path, builder.layerText) = outer }
    return try body(&self)
  }

  /// The only input of a layer that takes one.
  ///
  /// - Throws: ``DiagnosticCode/layerInputs``.
  public func single(_ inputs: [ValueID]) throws(Diagnostic) -> ValueID {
    guard inputs.count == 1 else {
      throw problem("one input is expected, \(inputs.count) are given")
    }
    return inputs[0]
  }

  /// An error about the inputs at the current module.
  public func problem(_ message: String) -> Diagnostic {
    Diagnostic(.layerInputs, message, at: Location(path: path))
  }
}
