public import Diagnostics

/// Builds a graph node by node; types are inferred as nodes are added, so that a mistake is reported
/// at the layer that made it.
public struct GraphBuilder: Sendable {
  /// What was built so far.
  public private(set) var graph = Graph()
  /// The place in the source that the next nodes come from: `layers[2]`.
  public var path = ""
  /// What the source prints at that place: `Dense(10 => 5, relu)`.
  public var layerText = ""
  /// The path of the model itself, which names of nodes and weights leave out: `model`.
  public var rootPath = ""

  private var takenNames = UniqueNames()
  private var literals: [Weight: ValueID] = [:]
  private var namedWeights: [String: [ValueID]] = [:]

  /// Makes a builder of an empty graph.
  public init() {}

  /// The type of a value.
  public func type(of id: ValueID) -> TensorType { graph[id].type }

  /// The shape of a value.
  public func shape(of id: ValueID) -> Shape { graph[id].type.shape }

  /// Adds an input of the graph.
  public mutating func addInput(named name: String, _ type: TensorType) -> ValueID {
    let id = addValue(Value(name: uniqueName(name), type: type, origin: .input))
    graph.inputs.append(id)
    return id
  }

  /// Puts the inputs in another order.
  ///
  /// - Precondition: the order holds every input once.
  public mutating func orderInputs(_ order: [ValueID]) {
    precondition(order.count == graph.inputs.count && Set(order) == Set(graph.inputs))
    graph.inputs = order
  }

  /// Adds a weight of the model under a name of the source, or returns the value that already holds it
  /// under that name: a layer that is used several times has its weights once.
  public mutating func addWeight(_ weight: Weight, named name: String) -> ValueID {
    let wanted = fullName(name)
    if let known = namedWeights[wanted]?.first(where: { graph[$0].weight == weight }) {
      return known
    }
    let type = TensorType(weight.elementType, Shape(fixed: weight.shape))
    let id = addValue(Value(name: uniqueName(wanted), type: type, origin: .weight(weight)))
    namedWeights[wanted, default: []].append(id)
    return id
  }

  /// Adds a small constant, or returns the value that already holds it.
  public mutating func addConstant(_ weight: Weight, named name: String = "constant") -> ValueID {
    if let known = literals[weight] { return known }
    let type = TensorType(weight.elementType, Shape(fixed: weight.shape))
    let id = addValue(Value(name: uniqueName(name), type: type, origin: .weight(weight)))
    literals[weight] = id
    return id
  }

  /// Adds a node with one result.
  ///
  /// - Throws: a diagnostic at the current place if the operator cannot take the operands.
  @discardableResult
  public mutating func add(
    _ operator: some Operator, _ operands: ValueID?..., named name: String? = nil
  ) throws(Diagnostic) -> ValueID {
    let results = try addNode(`operator`, operands, named: name)
    guard let first = results.first else {
      throw Diagnostic(
        .arityMismatch, "a node without results has no value", at: Location(path: place))
    }
    return first
  }

  /// Adds a node and returns all its results.
  ///
  /// - Throws: a diagnostic at the current place if the operator cannot take the operands.
  @discardableResult
  public mutating func addNode(
    _ operator: some Operator, _ operands: [ValueID?], named name: String? = nil
  ) throws(Diagnostic) -> [ValueID] {
    var trimmed = operands
    while let last = trimmed.last, last == nil { trimmed.removeLast() }
    let definition = AnyOperator(`operator`).definition
    let types: [TensorType]
    do throws(InferenceFailure) {
      let operandTypes = try OperandTypes(trimmed.map { $0.map(type(of:)) }, of: definition)
      types = try `operator`.inferResults(operandTypes)
      try requireCountable(operandTypes.present + types)
    } catch {
      throw Diagnostic(error.code, error.message, at: Location(path: place))
    }
    let own = name ?? definition.name
    let nodeName = uniqueName(fullName(own))
    let node = NodeID(index: graph.nodes.count)
    var results: [ValueID] = []
    for (index, type) in types.enumerated() {
      let resultName =
        definition.results.indices.contains(index) && types.count > 1
        ? "\(nodeName).\(definition.results[index])" : "\(nodeName).y"
      results.append(
        addValue(
          Value(name: uniqueName(resultName), type: type, origin: .result(node, index))))
    }
    graph.nodes.append(
      Node(
        operator: AnyOperator(`operator`), operands: trimmed, results: results, name: nodeName,
        source: place))
    return results
  }

  /// Records what is known of a value's sizes beyond what its operator infers; what contradicts is left.
  public mutating func refine(_ id: ValueID, to shape: Shape) {
    graph.values[id.index].type.shape.refine(with: shape)
  }

  /// Declares an output of the graph under a name.
  ///
  /// A value that is an input, a weight or an output already goes through an identity, so that every
  /// output is a node's own result.
  public mutating func addOutput(_ id: ValueID, named name: String) throws(Diagnostic) {
    var output = id
    if case .result = graph[id].origin, !graph.outputs.contains(id) {
    } else {
      output = try add(Identity(), id)
    }
    takenNames.remove(graph[output].name)
    graph.values[output.index].name = uniqueName(name)
    graph.outputs.append(output)
  }

  /// A name behind the current path, without the model's own.
  private func fullName(_ name: String) -> String {
    var place = Substring(path)
    if !rootPath.isEmpty, place.hasPrefix(rootPath) {
      place = place.dropFirst(rootPath.count)
      if place.hasPrefix(".") { place = place.dropFirst() }
    }
    return place.isEmpty ? name : "\(place).\(name)"
  }

  /// The current place and the layer's own text.
  private var place: String {
    layerText.isEmpty ? path : path.isEmpty ? layerText : "\(path) \(layerText)"
  }

  private mutating func addValue(_ value: Value) -> ValueID {
    graph.values.append(value)
    return ValueID(index: graph.values.count - 1)
  }

  private mutating func uniqueName(_ wanted: String) -> String {
    takenNames.insertUnique(wanted)
  }
}

/// Refuses tensors whose bytes no integer counts: an input shape that was made up.
private func requireCountable(_ types: [TensorType]) throws(InferenceFailure) {
  for type in types {
    guard let sizes = type.shape.sizes, byteCountOfTensor(type.elementType, shape: sizes) == nil
    else { continue }
    throw InferenceFailure(.shapeMismatch, "a tensor of shape \(type.shape) is too large")
  }
}
