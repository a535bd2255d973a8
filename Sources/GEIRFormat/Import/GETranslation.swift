import ByteIO
import ConversionKit
import Diagnostics
import ModelIR

/// What the translation of one operator reads and where it writes: a GE graph, the operator, and our
/// graph so far.
struct GETranslation {
  /// The graph that is read.
  let graph: GEGraph
  /// The operator that is translated now.
  private(set) var operation = GEOperator(name: "", type: "")

  private let file: String
  private var builder = GraphBuilder()
  private var values: [ExactName: ValueID] = [:]
  private var constants: [ExactName: GEOperator] = [:]
  private var slots: [String: Int] = [:]
  private(set) var prototype: GEPrototype?

  /// Starts with the inputs of a graph, in the order of their indices.
  init(
    _ graph: GEGraph, _ specifications: [InputSpecification], file: String
  ) throws(Diagnostic) {
    self.graph = graph
    self.file = file
    var inputs: [(operation: GEOperator, index: Int)] = []
    for operation in graph.operators where operation.type == "Data" {
      inputs.append((operation, inputs.count))
    }
    let stated = inputs.map { input in
      if case .integer(let index)? = input.operation.attributes["index"] { return index }
      return -1
    }
    // Loaders take the order of the file where indices are not 0 and on.
    if stated.sorted() == Array(0..<inputs.count) {
      inputs = zip(inputs, stated).map { ($0.operation, $1) }.sorted { $0.index < $1.index }
    }
    for (operation, position) in inputs {
      self.operation = operation
      let type = try inputType(operation, specifications, position)
      values[ExactName("\(operation.name):0")] = builder.addInput(named: operation.name, type)
    }
    for operation in graph.operators where operation.isConstant {
      constants[ExactName(operation.name)] = operation
    }
  }

  /// Translates an operator.
  mutating func translate(_ operation: GEOperator) throws(Diagnostic) {
    if operation.type == "Data" || operation.isConstant || operation.type == "NetOutput" { return }
    begin(operation)
    guard let translation = GETranslations.table[operation.type] else {
      return preserve(operation)
    }
    try translation.translate(&self)
  }

  private mutating func begin(_ operation: GEOperator) {
    self.operation = operation
    builder.layerText = "\(operation.name) \(operation.type)"
    prototype = CANNRelease.allCases.reversed().lazy
      .compactMap { GEPrototypeTable.standard[operation.type, $0] }
      .first {
        $0.inputs.count >= operation.inputs.count || $0.inputs.contains { $0.kind == .dynamic }
      }
    slots = [:]
    if case .list(let keys)? = operation.attributes["_input_name_key"],
      case .list(let places)? = operation.attributes["_input_name_value"],
      case .strings(let names) = keys.content, case .integers(let indices) = places.content
    {
      for (name, index) in zip(names, indices) where index >= 0 { slots[name] = index }
    } else if let prototype {
      var index = 0
      let dynamicCount = max(0, operation.inputs.count - prototype.inputs.count + 1)
      for slot in prototype.inputs {
        if slot.kind == .dynamic {
          for number in 0..<dynamicCount { slots["\(slot.name)\(number)"] = index + number }
          index += dynamicCount
        } else {
          slots[slot.name] = index
          index += 1
        }
      }
    }
  }

  /// Carries an operator along that has no counterpart, with the types that the file states.
  mutating func preserve(_ operation: GEOperator) {
    begin(operation)
    let types = operation.outputDescriptors.map { descriptor in
      TensorType(
        descriptor.elementType ?? .float32,
        Shape(descriptor.shape.map { $0 >= 0 ? .fixed($0) : .unknown }))
    }
    var operands: [ValueID?] = []
    for index in operation.inputs.indices {
      guard GEAnchor(operation.inputs[index])?.index ?? 0 >= 0 else { continue }
      operands.append((try? value(at: index)) ?? nil)
    }
    let attributes = operation.attributes.entries.prefix(64).map { entry in
      MetadataEntry(entry.name, entry.value.kindText)
    }
    let carried = CustomOperator(
      domain: "ge", name: operation.type, attributes: attributes, resultTypes: types)
    guard let results = try? builder.addNode(carried, operands, named: operation.name) else {
      return
    }
    for (index, result) in results.enumerated() { bind(index, result) }
  }

  /// The graph with its outputs.
  mutating func finished() throws(Diagnostic) -> Graph {
    var outputs = graph.outputs
    if let last = graph.operators.first(where: { $0.type == "NetOutput" }) {
      outputs = last.inputs.filter { !$0.isEmpty && !$0.hasSuffix(":-1") }
    }
    guard !outputs.isEmpty else {
      throw Diagnostic(.geirMalformed, "the graph has no outputs", at: Location(file: file))
    }
    var operators: [ExactName: GEOperator] = [:]
    for operation in graph.operators { operators[ExactName(operation.name)] = operation }
    for output in outputs {
      guard let anchor = GEAnchor(output), let operation = operators[ExactName(anchor.name)],
        let value = try value(of: output)
      else {
        throw Diagnostic(
          .geirMalformed, "the output '\(output.prefix(200))' is no result of an operator",
          at: Location(file: file))
      }
      let stated =
        operation.outputDescriptors.indices.contains(anchor.index)
        ? operation.outputDescriptors[anchor.index].name : ""
      try builder.addOutput(value, named: stated.isEmpty ? operation.name : stated)
    }
    return builder.graph
  }

  // MARK: - Inputs

  /// The type of an input of the graph.
  private func inputType(
    _ operation: GEOperator, _ specifications: [InputSpecification], _ position: Int
  ) throws(Diagnostic) -> TensorType {
    guard let descriptor = operation.outputDescriptors.first ?? operation.inputDescriptors.first
    else { throw malformed("the input has no descriptor") }
    guard let elementType = descriptor.elementType else {
      throw malformed("the input has elements of type \(descriptor.dataType)")
    }
    guard !descriptor.shape.contains(where: { $0 < -1 }) else {
      throw untranslatable("the number of axes is not known")
    }
    var names: [String] = []
    if case .list(let list)? = descriptor.attributes[Spelling.dimensionNames],
      case .strings(let texts) = list.content, texts.count == descriptor.shape.count
    {
      names = texts
    }
    let dimensions = descriptor.shape.enumerated().map { axis, size in
      if size >= 0 { return Dimension.fixed(size) }
      let name = names.isEmpty ? "" : names[axis]
      let isName = name.first.map { $0.isLetter || $0 == "_" } ?? false
      return .symbol(isName ? name : "\(operation.name)_\(axis)")
    }
    let given =
      specifications.first { $0.name == operation.name }
      ?? (specifications.indices.contains(position) && specifications[position].name == nil
        ? specifications[position] : nil)
    guard let given else { return TensorType(elementType, Shape(dimensions)) }
    guard given.shape.rank == dimensions.count,
      zip(given.shape.dimensions, dimensions).allSatisfy({ $0.canEqual($1) })
    else {
      throw Diagnostic(
        .invalidInputShape,
        "the input '\(operation.name)' is \(Shape(dimensions)) in the file, \(given.shape) is given",
        at: Location(file: file))
    }
    return TensorType(given.elementType ?? elementType, given.shape)
  }

  // MARK: - Operands

  /// What an anchor names; nothing for an empty one and for an edge that only orders.
  private mutating func value(of anchor: String) throws(Diagnostic) -> ValueID? {
    guard !anchor.isEmpty else { return nil }
    if let known = values[ExactName(anchor)] { return known }
    guard let parsed = GEAnchor(anchor) else { throw malformed("'\(anchor)' is no input") }
    if parsed.index < 0 { return nil }
    guard let constant = constants[ExactName(parsed.name)], parsed.index == 0 else {
      throw malformed("the input '\(anchor.prefix(200))' is no result of an operator")
    }
    guard let weight = constant.constantWeight else {
      var reason = "it has no elements"
      if case .tensor(let tensor)? = constant.attributes["value"],
        case .unusable(let text) = tensor.content
      {
        reason = "it has \(text)"
      }
      throw malformed("the constant '\(parsed.name.prefix(200))' cannot be used: \(reason)")
    }
    let value = try add(weight, named: constant.weightName)
    values[ExactName(anchor)] = value
    return value
  }

  /// A weight; small ones are read, so that equal ones are recognised.
  private mutating func add(_ weight: Weight, named name: String) throws(Diagnostic) -> ValueID {
    let layerText = builder.layerText
    defer { builder.layerText = layerText }
    guard weight.byteCount <= 1024 else { return builder.addWeight(weight, named: name) }
    let small = Weight(
      weight.elementType, shape: weight.shape, bytes: try weight.bytes(limit: 1024))
    return name.hasPrefix(Decomposition.constantPrefix)
      ? builder.addConstant(small, named: name) : builder.addWeight(small, named: name)
  }

  private mutating func value(at index: Int) throws(Diagnostic) -> ValueID? {
    guard operation.inputs.indices.contains(index) else { return nil }
    return try value(of: operation.inputs[index])
  }

  /// An input by the name of its slot, if something is connected.
  mutating func optional(_ name: String) throws(Diagnostic) -> ValueID? {
    guard let index = slots[name] else { return nil }
    return try value(at: index)
  }

  /// An input by the name of its slot.
  subscript(name: String) -> ValueID {
    mutating get throws(Diagnostic) {
      guard let value = try optional(name) else {
        throw malformed("the input '\(name)' is not connected")
      }
      return value
    }
  }

  /// The inputs of a dynamic slot.
  mutating func all(_ name: String) throws(Diagnostic) -> [ValueID] {
    var operands: [ValueID] = []
    while let value = try optional("\(name)\(operands.count)") { operands.append(value) }
    guard !operands.isEmpty else { throw malformed("the input '\(name)' is not connected") }
    return operands
  }

  /// The weight that an input is, without its becoming a value.
  func weight(_ name: String) -> Weight? {
    guard let index = slots[name], operation.inputs.indices.contains(index),
      let anchor = GEAnchor(operation.inputs[index])
    else { return nil }
    return constants[ExactName(anchor.name)]?.constantWeight
  }

  /// The name of the weight that an input is.
  func weightName(_ name: String) -> String {
    guard let index = slots[name], operation.inputs.indices.contains(index),
      let anchor = GEAnchor(operation.inputs[index]),
      let constant = constants[ExactName(anchor.name)]
    else { return name }
    return constant.weightName
  }

  /// The integers of an input that is a constant.
  func integers(of name: String) throws(Diagnostic) -> [Int] {
    guard let weight = weight(name), let values = try weight.integerValues() else {
      throw untranslatable("the input '\(name)' is no constant of integers")
    }
    return values
  }

  /// The numbers of an input that is a small constant.
  func numbers(of name: String) throws(Diagnostic) -> [Double] {
    guard let weight = weight(name), weight.elementCount <= 1 << 16 else {
      throw untranslatable("the input '\(name)' is no constant")
    }
    return try weight.doubles()
  }

  /// The type of a value.
  func type(of id: ValueID) -> TensorType { builder.type(of: id) }

  /// The shape of a value.
  func shape(of id: ValueID) -> Shape { builder.shape(of: id) }

  /// How many operators take one of the outputs, and whether all of them are of one type.
  func isTakenOnly(by type: String, output index: Int) -> Bool {
    let anchor = "\(operation.name):\(index)"
    guard !graph.outputs.contains(anchor) else { return false }
    return graph.operators.allSatisfy { $0.type == type || !$0.inputs.contains(anchor) }
  }

  // MARK: - Nodes

  /// Adds a node on the way to the result.
  mutating func emit(
    _ new: some Operator, _ operands: ValueID?...
  ) throws(Diagnostic) -> ValueID {
    try emit(new, operands)[0]
  }

  /// Adds a node on the way to the result.
  mutating func emit(
    _ new: some Operator, _ operands: [ValueID?]
  ) throws(Diagnostic) -> [ValueID] {
    let name = "\(operation.name)/\(AnyOperator(new).definition.name)"
    return try builder.addNode(new, operands, named: name)
  }

  /// Adds the node that gives the outputs.
  mutating func result(
    _ new: some Operator, _ operands: ValueID?...
  ) throws(Diagnostic) {
    try results(new, operands)
  }

  /// Adds the node that gives the outputs.
  mutating func results(
    _ new: some Operator, _ operands: [ValueID?]
  ) throws(Diagnostic) {
    let given = try builder.addNode(new, operands, named: operation.name)
    for (index, result) in given.enumerated() { bind(index, result) }
  }

  /// Lets a value be an output.
  mutating func bind(_ index: Int, _ value: ValueID) {
    values[ExactName("\(operation.name):\(index)")] = value
  }

  /// An output that was bound already.
  func knownOutput(_ index: Int) throws(Diagnostic) -> ValueID? {
    values[ExactName("\(operation.name):\(index)")]
  }

  /// A number without axes of a type.
  mutating func scalar(
    _ value: Double, _ elementType: ElementType
  ) throws(Diagnostic) -> ValueID {
    guard let weight = Weight.scalar(value, elementType) else {
      throw untranslatable("a number of type \(elementType) cannot be \(value)")
    }
    return builder.addConstant(weight, named: "\(operation.name)/constant")
  }

  /// A weight that is another view of one in the file.
  mutating func stored(_ weight: Weight, named name: String) -> ValueID {
    builder.addWeight(weight, named: name)
  }

  // MARK: - Refusals

  private var location: Location {
    Location(file: file, path: String("\(operation.name) \(operation.type)".prefix(200)))
  }

  /// That the file contradicts the format.
  func malformed(_ text: String) -> Diagnostic {
    Diagnostic(.geirMalformed, text, at: location)
  }

  /// That an operator has no counterpart.
  func untranslatable(_ text: String) -> Diagnostic {
    Diagnostic(.geirUntranslatable, "\(operation.type): \(text)", at: location)
  }
}
