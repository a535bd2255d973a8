import ByteIO
import ConversionKit
import Diagnostics
import ModelIR

/// What the decomposition of one node reads and where it writes: the graph as it was, the node, and a
/// graph so far that has only operators with a spelling of their own in GE.
struct Decomposition {
  /// What the file is written for.
  let target: CANNTarget
  /// The graph as it was.
  let graph: Graph
  /// The node that is decomposed now.
  private(set) var node: Node

  private var builder = GraphBuilder()
  private var values: [ValueID: ValueID] = [:]
  private var originalNames: Set<String> = []
  private var hasResult = false

  /// Starts with the inputs of a graph.
  init?(_ graph: Graph, for target: CANNTarget) {
    guard let first = graph.nodes.first else { return nil }
    self.target = target
    self.graph = graph
    node = first
    for node in graph.nodes { originalNames.insert(node.name) }
    for input in graph.inputs {
      values[input] = builder.addInput(named: graph[input].name, graph[input].type)
    }
  }

  /// Turns to a node.
  mutating func begin(_ node: Node) {
    self.node = node
    hasResult = false
    builder.layerText = node.source
  }

  /// The graph that was built, with the outputs of the original one.
  mutating func finished() throws(Diagnostic) -> Graph {
    for output in graph.outputs {
      try builder.addOutput(value(output), named: graph[output].name)
    }
    return builder.graph
  }

  // MARK: - Operands

  /// An operand that has to be there.
  subscript(index: Int) -> ValueID {
    mutating get {
      guard index < node.operands.count, let id = node.operands[index] else {
        preconditionFailure("the operand is left out")
      }
      return value(id)
    }
  }

  /// Whether an operand is there.
  func has(_ index: Int) -> Bool { index < node.operands.count && node.operands[index] != nil }

  /// An operand, if it is there.
  mutating func optional(_ index: Int) -> ValueID? { has(index) ? self[index] : nil }

  /// The type of a value.
  func type(of id: ValueID) -> TensorType { builder.type(of: id) }

  /// The type of an operand that is there.
  func type(_ index: Int) -> TensorType {
    guard has(index), let id = node.operands[index] else {
      preconditionFailure("the operand is left out")
    }
    // A weight becomes a value of the builder only when something takes it.
    return values[id].map { builder.type(of: $0) } ?? graph[id].type
  }

  /// The shape of an operand that is there.
  func shape(_ index: Int) -> Shape { type(index).shape }

  /// The weight that a value is.
  func weight(_ id: ValueID) -> Weight? { builder.graph[id].weight }

  /// The weight that an operand is.
  func weight(at index: Int) -> Weight? {
    guard has(index), let id = node.operands[index] else { return nil }
    return graph[id].weight ?? values[id].flatMap { builder.graph[$0].weight }
  }

  /// A matrix as the file stores it, where the operand is that matrix turned: frameworks that store
  /// outputs first are streamed as they are.
  mutating func turnedWeight(_ index: Int) -> ValueID? {
    guard let weight = weight(at: index), weight.shape.count == 2, !weight.view.isContiguous,
      let id = node.operands[index]
    else { return nil }
    let turned = weight.transposed(by: [1, 0])
    guard turned.view.isContiguous else { return nil }
    builder.path = ""
    return builder.addWeight(turned, named: graph[id].name)
  }

  /// The type that the node's result had.
  func resultType(_ index: Int = 0) -> TensorType { graph[node.results[index]].type }

  /// The value of the new graph for one of the original.
  private mutating func value(_ id: ValueID) -> ValueID {
    if let known = values[id] { return known }
    guard let weight = graph[id].weight else { preconditionFailure("nodes are in order") }
    let name = graph[id].name
    let isLiteral = name.hasPrefix(Self.constantPrefix) && weight.byteCount <= 1024
    builder.path = ""
    let new =
      isLiteral
      ? builder.addConstant(weight, named: name) : builder.addWeight(weight, named: name)
    values[id] = new
    return new
  }

  // MARK: - Nodes

  /// Keeps the node as it is.
  mutating func keep() throws(Diagnostic) {
    var operands: [ValueID?] = []
    for operand in node.operands { operands.append(operand.map { value($0) }) }
    try results(node.operator.base, operands)
  }

  /// Adds a node on the way to the result.
  mutating func emit(
    _ operation: some Operator, _ operands: ValueID?...
  ) throws(Diagnostic) -> ValueID {
    try emit(operation, operands)[0]
  }

  /// Adds a node on the way to the result.
  mutating func emit(
    _ operation: some Operator, _ operands: [ValueID?]
  ) throws(Diagnostic) -> [ValueID] {
    let name = freshName("\(node.name)/\(AnyOperator(operation).definition.name)")
    return try builder.addNode(operation, operands, named: name)
  }

  /// Adds the node that gives the result.
  mutating func result(
    _ operation: some Operator, _ operands: ValueID?...
  ) throws(Diagnostic) {
    try results(operation, operands)
  }

  /// Adds the node that gives all results.
  mutating func results(
    _ operation: some Operator, _ operands: [ValueID?]
  ) throws(Diagnostic) {
    let given = try builder.addNode(operation, operands, named: ownName())
    for (old, new) in zip(node.results, given) { bind(old, new) }
  }

  /// Lets a value be one of the results.
  mutating func result(_ id: ValueID, index: Int = 0) { bind(node.results[index], id) }

  /// Adds the node that gives one of several results.
  mutating func result(
    _ operation: some Operator, _ operands: ValueID?..., index: Int
  ) throws(Diagnostic) {
    let given = try builder.addNode(operation, operands, named: ownName())
    bind(node.results[index], given[0])
  }

  private mutating func bind(_ old: ValueID, _ new: ValueID) {
    // What the original graph knew of sizes still holds.
    builder.refine(new, to: graph[old].type.shape)
    values[old] = new
  }

  /// The node's name for the first node that gives a result.
  private mutating func ownName() -> String {
    guard hasResult else {
      hasResult = true
      return node.name
    }
    return freshName("\(node.name)/\(node.operator.definition.name)")
  }

  private func freshName(_ wanted: String) -> String {
    var name = wanted
    var suffix = 1
    while originalNames.contains(name) {
      name = "\(wanted)_\(suffix)"
      suffix += 1
    }
    return name
  }

  // MARK: - Constants

  /// How the names of constants begin that belong to no layer; equal ones are one.
  static let constantPrefix = "constant."

  /// A small constant; equal ones share one value.
  mutating func constant(_ weight: Weight) -> ValueID {
    builder.path = ""
    guard weight.elementCount <= 8, let values = try? weight.doubles() else {
      return builder.addConstant(weight, named: "\(node.name)/constant")
    }
    let texts = values.map { value in
      weight.elementType.isFloatingPoint
        ? "\(Float(value))" : Int(exactly: value).map(String.init) ?? "max"
    }
    let body = weight.shape.isEmpty ? texts[0] : "[\(texts.joined(separator: ","))]"
    return builder.addConstant(
      weight, named: "\(Self.constantPrefix)\(weight.elementType).\(body)")
  }

  /// A larger tensor that belongs to this node alone.
  mutating func stored(_ weight: Weight, named label: String) -> ValueID {
    builder.path = ""
    return builder.addWeight(weight, named: "\(node.name)/\(label)")
  }

  /// A number without axes, of the first operand's type unless another is given.
  mutating func scalar(
    _ value: Double, _ elementType: ElementType? = nil
  ) throws(Diagnostic) -> ValueID {
    let elementType = elementType ?? type(0).elementType
    guard let weight = Weight.scalar(value, elementType) else {
      throw unsupported("a constant of type \(elementType) cannot be \(value)")
    }
    return constant(weight)
  }

  /// A tensor of one number everywhere that belongs to the node.
  mutating func filled(
    _ value: Double, _ sizes: [Int], _ elementType: ElementType, named label: String
  ) throws(Diagnostic) -> ValueID {
    guard let one = Weight.scalar(value, elementType), let filled = one.expanded(to: sizes) else {
      throw unsupported("a constant of type \(elementType) cannot be \(value)")
    }
    return stored(filled, named: label)
  }

  // MARK: - Refusals

  /// Why this use cannot be written.
  func unsupported(_ reason: String) -> Diagnostic {
    Diagnostic(
      .geirUnsupportedOperator, "\(node.operator.definition.name): \(reason)",
      at: Location(path: node.source.isEmpty ? node.name : node.source))
  }

  /// Whether every release that the file is for has an operator.
  func allHave(_ type: String) -> Bool {
    target.releases.allSatisfy { GEPrototypeTable.standard[type, $0] != nil }
  }
}
