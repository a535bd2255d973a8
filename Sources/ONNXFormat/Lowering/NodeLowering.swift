import ConversionKit
import Diagnostics
import ModelIR

/// What the lowering of one node reads and where it writes: the graph that is being exported, the node,
/// and the ONNX graph so far.
///
/// Values are named by texts, as in ONNX; an empty one is an operand that is left out.
struct NodeLowering {
  /// The opset that is written.
  let opset: Int
  /// How operators are written, those of graphs inside nodes too.
  let table: LoweringTable<NodeLowering>
  /// What was written so far.
  var output: ONNXGraph
  /// Why nodes could not be written.
  var problems: [Diagnostic] = []
  /// The graph and the node that are lowered now.
  var scope: NodeLoweringScope

  var takenNames = UniqueNames()
  var constants: [Weight: String] = [:]

  /// The graph that is lowered now: the model's or one inside a node.
  var graph: Graph { scope.graph }
  /// The element type that ONNX's operators do not take, and the wider one that they compute in.
  var promotion: ElementPromotion? { scope.promotion }

  /// Starts an empty ONNX graph.
  init(_ graph: Graph, name: String, opset: Int, table: LoweringTable<NodeLowering>) {
    self.opset = opset
    self.table = table
    scope = NodeLoweringScope(graph: graph)
    output = ONNXGraph(name: name)
    takenNames.reserveCapacity(graph.values.count + graph.nodes.count)
    for value in graph.values { takenNames.insert(value.name) }
    for node in graph.nodes { takenNames.insert(node.name) }
  }

  /// Turns to a node.
  mutating func begin(_ node: Node, promoting promotion: ElementPromotion?) {
    scope.node = node
    scope.promotion = promotion
    scope.isNamed = false
    if !scope.promotedOperands.isEmpty { scope.promotedOperands = [:] }
  }

  /// Finishes the node: results of a wider type get the type that the graph gives them.
  mutating func end() {
    guard let promotion, !scope.pendingCasts.isEmpty else { return }
    for (wide, name) in scope.pendingCasts {
      append("Cast", [wide], [name], [.integer("to", promotion.original.onnxDataType)])
    }
    scope.pendingCasts = []
  }

  /// The node that is lowered.
  var node: Node {
    guard let node = scope.node else { preconditionFailure("no node was begun") }
    return node
  }

  // MARK: - Operands and results

  /// The name of an operand; empty if it is left out.
  subscript(index: Int) -> String {
    mutating get {
      guard let id = operandID(index) else { return "" }
      let value = graph[id]
      let name = scope.name(of: id)
      if let weight = value.weight, scope.storedWeights.insert(id).inserted {
        output.initializers.append(ONNXTensor(name: name, weight: weight))
      }
      guard let promotion, value.type.elementType == promotion.original else { return name }
      if let known = scope.promotedOperands[id] { return known }
      let wide = emit("Cast", name, attributes: [.integer("to", promotion.computed.onnxDataType)])
      scope.promotedOperands[id] = wide
      return wide
    }
  }

  /// Whether an operand is there.
  func has(_ index: Int) -> Bool { operandID(index) != nil }

  /// The type of an operand that is there, as the lowering computes with it.
  func type(_ index: Int) -> TensorType {
    guard let id = operandID(index) else { preconditionFailure("the operand is left out") }
    return computed(graph[id].type)
  }

  /// The shape of an operand that is there.
  func shape(_ index: Int) -> Shape { type(index).shape }

  /// The weight that an operand is, if it is one and is taken as it is stored.
  func weight(_ index: Int) -> Weight? {
    guard promotion == nil, let id = operandID(index) else { return nil }
    return graph[id].weight
  }

  /// The type of a result, as the lowering computes it.
  func resultType(_ index: Int = 0) -> TensorType { computed(graph[node.results[index]].type) }

  private func operandID(_ index: Int) -> ValueID? {
    index < node.operands.count ? node.operands[index] : nil
  }

  private func computed(_ type: TensorType) -> TensorType {
    guard let promotion, type.elementType == promotion.original else { return type }
    return TensorType(promotion.computed, type.shape)
  }

  // MARK: - Nodes

  /// Adds a node on the way to the result and returns the name of its value.
  mutating func emit(
    _ type: String, _ inputs: String..., attributes: [ONNXAttribute] = []
  ) -> String {
    emit(type, inputs, attributes: attributes)
  }

  /// Adds a node on the way to the result and returns the name of its value.
  mutating func emit(
    _ type: String, _ inputs: [String], attributes: [ONNXAttribute] = []
  ) -> String {
    let name = uniqueName("\(node.name)/\(type)")
    append(type, inputs, [name], attributes, name: name)
    return name
  }

  /// Adds a node on the way to the result with several values.
  mutating func emit(
    _ type: String, _ inputs: [String], resultCount: Int, attributes: [ONNXAttribute] = []
  ) -> [String] {
    let name = uniqueName("\(node.name)/\(type)")
    let names = (0..<resultCount).map { $0 == 0 ? name : uniqueName("\(name)_\($0)") }
    append(type, inputs, names, attributes, name: name)
    return names
  }

  /// Adds the node whose value is the result.
  mutating func result(
    _ type: String, _ inputs: String..., attributes: [ONNXAttribute] = [], index: Int = 0
  ) {
    append(type, inputs, [resultName(index)], attributes)
  }

  /// Adds the node whose value is the result.
  mutating func result(
    _ type: String, _ inputs: [String], attributes: [ONNXAttribute] = [], index: Int = 0
  ) {
    append(type, inputs, [resultName(index)], attributes)
  }

  /// Adds the node whose values are all the results.
  mutating func results(_ type: String, _ inputs: [String], attributes: [ONNXAttribute] = []) {
    append(type, inputs, node.results.indices.map { resultName($0) }, attributes)
  }

  /// What becomes of one of a node's values.
  enum Output {
    /// It is a result.
    case result(Int)
    /// It is a value on the way.
    case intermediate
    /// No one takes it.
    case unused
  }

  /// Adds a node with several values and returns the names of all.
  @discardableResult
  mutating func emit(
    _ type: String, _ inputs: [String], giving outputs: [Output],
    attributes: [ONNXAttribute] = []
  ) -> [String] {
    let names = outputs.map { output in
      switch output {
      case .result(let index): resultName(index)
      case .intermediate: uniqueName("\(node.name)/\(type)")
      case .unused: ""
      }
    }
    append(type, inputs, names, attributes)
    return names
  }

  private mutating func resultName(_ index: Int) -> String {
    let id = node.results[index]
    let name = scope.name(of: id)
    guard let promotion, graph[id].type.elementType == promotion.original else { return name }
    let wide = uniqueName("\(name)/\(promotion.computed)")
    scope.pendingCasts.append((wide, name))
    return wide
  }

  /// Adds a node; without a name of its own it is the one that gives a result and carries the node's
  /// name, or one derived from it if that is taken.
  private mutating func append(
    _ type: String, _ inputs: [String], _ outputs: [String], _ attributes: [ONNXAttribute],
    name: String? = nil
  ) {
    var inputs = inputs
    while inputs.last == "" { inputs.removeLast() }
    let nodeName = name ?? (scope.isNamed ? uniqueName("\(node.name)/\(type)") : node.name)
    if name == nil { scope.isNamed = true }
    output.nodes.append(
      ONNXNode(
        operatorType: type, inputs: inputs, outputs: outputs, attributes: attributes,
        name: nodeName, source: node.source))
  }

  /// A name that nothing else has, made of a wanted one.
  mutating func uniqueName(_ wanted: String) -> String { takenNames.insertUnique(wanted) }

  // MARK: - Refusals

  /// Why this use cannot be written for any opset.
  func unsupported(_ reason: String) -> Diagnostic {
    Diagnostic(
      .onnxUnsupportedOperator, "\(node.operator.definition.name): \(reason)",
      at: Location(path: node.source.isEmpty ? node.name : node.source))
  }

  /// That this use needs a later opset.
  func needs(opset least: Int, _ what: String) -> Diagnostic {
    Diagnostic(
      .onnxNeedsOpset,
      """
      \(node.operator.definition.name): \(what) exists in ONNX from opset \(least), this file is \
      written for opset \(opset); pass --opset \(least)
      """,
      at: Location(path: node.source.isEmpty ? node.name : node.source))
  }
}
