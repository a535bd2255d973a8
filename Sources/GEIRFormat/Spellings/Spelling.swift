import ConversionKit
import Diagnostics
import ModelIR

/// What the spelling of one node reads and where it writes: a decomposed graph, the node, and the GE
/// graph so far.
struct Spelling {
  /// What the file is written for.
  let target: CANNTarget
  /// The graph that is written.
  let graph: Graph
  /// The GE graph so far.
  private(set) var output: GEGraph
  /// Operators that only later releases have, with the first of these, in order of use.
  private(set) var laterOperators: [(type: String, release: CANNRelease)] = []

  private var current: Node?
  private var anchors: [ValueID: String] = [:]
  private var outputPositions: [ValueID: String] = [:]
  private var takenNames = UniqueNames()
  private var isNamed = false

  /// Starts with the inputs of a graph.
  init(_ graph: Graph, name: String, target: CANNTarget) throws(Diagnostic) {
    self.graph = graph
    self.target = target
    output = GEGraph(name: name)
    for id in graph.outputs { outputPositions[id] = graph[id].name }
    for (index, input) in graph.inputs.enumerated() {
      try addData(graph[input], id: input, index: index)
    }
  }

  /// Turns to a node.
  mutating func begin(_ node: Node) {
    current = node
    isNamed = false
  }

  /// The graph with its outputs.
  mutating func finished() -> GEGraph {
    output.outputs = graph.outputs.compactMap { anchors[$0] }
    return output
  }

  /// The node that is written.
  var node: Node {
    guard let current else { preconditionFailure("no node was begun") }
    return current
  }

  // MARK: - Operands

  /// Whether an operand is there.
  func has(_ index: Int) -> Bool { index < node.operands.count && node.operands[index] != nil }

  /// The type of an operand that is there.
  func type(_ index: Int) -> TensorType {
    guard index < node.operands.count, let id = node.operands[index] else {
      preconditionFailure("the operand is left out")
    }
    return graph[id].type
  }

  /// The shape of an operand that is there.
  func shape(_ index: Int) -> Shape { type(index).shape }

  /// The type of a result.
  func resultType(_ index: Int = 0) -> TensorType { graph[node.results[index]].type }

  /// The weight that an operand is.
  func weight(_ index: Int) -> Weight? {
    guard index < node.operands.count, let id = node.operands[index] else { return nil }
    return graph[id].weight
  }

  /// An operand; nothing if it is left out.
  mutating func operand(_ index: Int) throws(Diagnostic) -> GEOperand? {
    guard index < node.operands.count, let id = node.operands[index] else { return nil }
    let value = graph[id]
    if let known = anchors[id] { return GEOperand(anchor: known, type: value.type) }
    guard let weight = value.weight else { preconditionFailure("nodes are in order") }
    let operand = try addConst(weight, named: value.name)
    anchors[id] = operand.anchor
    return operand
  }

  /// An operand that has to be there.
  subscript(index: Int) -> GEArgument {
    mutating get throws(Diagnostic) { .one(try operand(index)) }
  }

  /// All operands, for a dynamic slot.
  mutating func all() throws(Diagnostic) -> GEArgument {
    var operands: [GEOperand] = []
    for index in node.operands.indices {
      if let operand = try operand(index) { operands.append(operand) }
    }
    return .many(operands)
  }

  /// A tensor that the node brings along: sizes, axes.
  mutating func constant(_ weight: Weight, named label: String) throws(Diagnostic) -> GEArgument {
    .one(try addConst(weight, named: "\(node.name)/\(label)"))
  }

  /// Integers that the node brings along, in 32 bits as frameworks write them if they fit.
  mutating func integers(
    _ values: [Int], shape: [Int]? = nil, named label: String
  ) throws(Diagnostic) -> GEArgument {
    let shape = shape ?? [values.count]
    let narrow = Weight(integers: values, .int32, shape: shape)
    let wide = Weight(integers: values, .int64, shape: shape)
    guard let weight = narrow ?? wide else { throw unsupported("a constant does not fit") }
    return try constant(weight, named: label)
  }

  /// Lets the node's results stand although it could not be written, so that the others are looked at.
  mutating func pretend() {
    for result in node.results where anchors[result] == nil { anchors[result] = "" }
  }

  // MARK: - Operators

  /// Writes the operator whose first outputs are the node's results.
  mutating func write(
    _ type: String, _ arguments: [GEArgument], _ attributes: [GEAttribute] = [],
    outputs: [TensorType]? = nil, extra: [TensorType] = []
  ) throws(Diagnostic) {
    let types = (outputs ?? node.results.map { graph[$0].type }) + extra
    let name = ownName()
    try append(type, arguments, attributes, types, named: name)
    for (index, result) in node.results.enumerated() where anchors[result] == nil {
      bind(result, to: "\(name):\(index)", at: index)
    }
  }

  /// Writes an operator on the way to the result and returns its first output.
  mutating func emit(
    _ type: String, _ arguments: [GEArgument], _ attributes: [GEAttribute] = [], gives: TensorType
  ) throws(Diagnostic) -> GEOperand {
    let name = uniqueName("\(node.name)/\(type)")
    try append(type, arguments, attributes, [gives], named: name)
    return GEOperand(anchor: "\(name):0", type: gives)
  }

  /// Lets the result be a value that was written.
  mutating func bind(_ index: Int, to operand: GEOperand) {
    bind(node.results[index], to: operand.anchor, at: 0)
  }

  /// What a result is known as.
  func anchor(of index: Int) -> String { anchors[node.results[index]] ?? "" }

  private mutating func bind(_ id: ValueID, to anchor: String, at index: Int) {
    anchors[id] = anchor
    guard let name = outputPositions[id], let last = output.operators.indices.last,
      output.operators[last].outputDescriptors.indices.contains(index)
    else { return }
    output.operators[last].outputDescriptors[index].name = name
  }

  private mutating func append(
    _ type: String, _ arguments: [GEArgument], _ attributes: [GEAttribute],
    _ outputs: [TensorType], named name: String
  ) throws(Diagnostic) {
    let prototype = try prototype(type)
    var operation = GEOperator(name: name, type: type, id: output.operators.count)
    let layout = GELayoutRule(type, target)
    var inputNames: [String] = []
    var optionalNames: [String] = []
    for (position, slot) in prototype.inputs.enumerated() {
      let argument = position < arguments.count ? arguments[position] : .one(nil)
      switch (slot.kind, argument) {
      case (.dynamic, .many(let operands)):
        for (number, operand) in operands.enumerated() {
          inputNames.append("\(slot.name)\(number)")
          operation.inputs.append(operand.anchor)
          operation.inputDescriptors.append(try descriptor(operand.type, layout))
        }
      case (_, .one(let operand)):
        inputNames.append(slot.name)
        if slot.kind == .optional { optionalNames.append(slot.name) }
        operation.inputs.append(operand?.anchor ?? "")
        operation.inputDescriptors.append(
          try operand.map { operand throws(Diagnostic) in
            try descriptor(operand.type, layout)
          } ?? .unconnected)
      default: preconditionFailure("\(type) takes other operands")
      }
    }
    var outputNames: [String] = []
    for (index, output) in outputs.enumerated() {
      let slot = prototype.outputs[min(index, prototype.outputs.count - 1)]
      outputNames.append(
        slot.kind == .dynamic ? "\(slot.name)\(index)" : prototype.outputs[index].name)
      operation.outputDescriptors.append(try descriptor(output, layout))
    }
    operation.attributes = settings(attributes, of: prototype)
    operation.attributes.addNames(inputs: inputNames, outputs: outputNames)
    if !optionalNames.isEmpty {
      operation.attributes.set(.strings("_opt_input", optionalNames))
    }
    output.operators.append(operation)
  }

  /// What is given, and the defaults of everything else that all releases of the target know.
  private func settings(_ given: [GEAttribute], of prototype: GEPrototype) -> GEAttributes {
    var settings = GEAttributes()
    for attribute in prototype.attributes {
      if let value = given.first(where: { $0.name == attribute.name }) {
        settings.set(value)
      } else if let standard = attribute.standard, standard != .none {
        settings.set(GEAttribute(name: attribute.name, value: standard))
      }
    }
    return settings
  }

  /// The prototype of an operator for the target.
  ///
  /// - Throws: ``DiagnosticCode/geirNeedsRelease`` if the release asked for does not have it.
  private mutating func prototype(_ type: String) throws(Diagnostic) -> GEPrototype {
    let table = GEPrototypeTable.standard
    guard let prototype = table.prototype(type, for: target) else {
      let releases = table.releases(of: type).map(\.rawValue).joined(separator: ", ")
      throw Diagnostic(
        .geirNeedsRelease,
        """
        \(node.operator.definition.name): '\(type)' is no operator of CANN \
        \(target.oldest.rawValue), it is one of \(releases)
        """, at: location)
    }
    let releases = table.releases(of: type)
    if let first = releases.first, first > target.oldest,
      !laterOperators.contains(where: { $0.type == type })
    {
      laterOperators.append((type, first))
    }
    return prototype
  }

  // MARK: - Inputs and constants

  private mutating func addData(
    _ value: Value, id: ValueID, index: Int
  ) throws(Diagnostic) {
    let name = uniqueName(value.name)
    var descriptor = try Self.descriptor(value.type, .nchw, target)
    let symbols = value.type.shape.dimensions.map { $0.isFixed ? "" : $0.text ?? "" }
    if symbols.contains(where: { !$0.isEmpty }) {
      descriptor.attributes.set(.strings(Self.dimensionNames, symbols))
    }
    var operation = GEOperator(
      name: name, type: "Data", inputs: [""], id: output.operators.count,
      inputDescriptors: [descriptor], outputDescriptors: [descriptor])
    operation.attributes.set(.integer("index", index))
    operation.attributes.addNames(inputs: ["x"], outputs: ["y"])
    output.operators.append(operation)
    output.inputs.append("\(name):0")
    anchors[id] = "\(name):0"
  }

  /// The setting of an input's descriptor that names sizes which are known only when the model runs.
  static let dimensionNames = "_dimension_names"
  /// What follows a weight's name in the name of its operator.
  static let constantSuffix = "_const"

  private mutating func addConst(
    _ weight: Weight, named label: String
  ) throws(Diagnostic) -> GEOperand {
    let name = uniqueName(label + Self.constantSuffix)
    let type = TensorType(weight.elementType, Shape(fixed: weight.shape))
    let descriptor = try Self.descriptor(type, .nchw, target)
    var operation = GEOperator(
      name: name, type: "Const", id: output.operators.count, outputDescriptors: [descriptor])
    operation.attributes.set(
      .tensor("value", GETensor(descriptor: descriptor, content: .inline(weight))))
    operation.attributes.addNames(inputs: [], outputs: ["y"])
    output.operators.append(operation)
    return GEOperand(anchor: "\(name):0", type: type)
  }

  // MARK: - Descriptors

  private func descriptor(
    _ type: TensorType, _ layout: GELayoutRule
  ) throws(Diagnostic) -> GETensorDescriptor {
    do throws(Diagnostic) {
      return try Self.descriptor(type, layout.layout(rank: type.rank), target)
    } catch {
      throw error.located(at: location)
    }
  }

  private static func descriptor(
    _ type: TensorType, _ layout: GELayout, _ target: CANNTarget
  ) throws(Diagnostic) -> GETensorDescriptor {
    guard let descriptor = GETensorDescriptor(type, layout, target) else {
      throw Diagnostic(.geirUnsupportedType, "GEIR has no elements of type \(type.elementType)")
    }
    return descriptor
  }

  // MARK: - Names

  private mutating func ownName() -> String {
    let name = isNamed ? "\(node.name)/\(node.operator.definition.name)" : node.name
    isNamed = true
    return uniqueName(name)
  }

  private mutating func uniqueName(_ wanted: String) -> String {
    takenNames.insertUnique(wanted)
  }

  // MARK: - Refusals

  private var location: Location {
    Location(path: node.source.isEmpty ? node.name : node.source)
  }

  /// Why this use cannot be written.
  func unsupported(_ reason: String) -> Diagnostic {
    Diagnostic(
      .geirUnsupportedOperator, "\(node.operator.definition.name): \(reason)", at: location)
  }

  /// Whether every release that the file is for has an operator.
  func allHave(_ type: String) -> Bool {
    target.releases.allSatisfy { GEPrototypeTable.standard[type, $0] != nil }
  }
}
