import ATen
import ByteIO
import Diagnostics
import ModelIR

/// Builds the nodes of a program, from its results back to what they need.
///
/// What cannot be converted is noted, and the rest is still looked at, so that one run names all of it.
final class ProgramEvaluation {
  let program: MindSporeProgram
  let context: ATenContext
  let table: MindSporePrimitiveTable
  /// Names of weights by which checkpoints call them, for parameters.
  private var parameterTensors: [ExactName: ATenTensor] = [:]
  private var indexes: [Int: [ExactName: Int]] = [:]
  private var loops: [Int: LoopForm?] = [:]
  private var findings = ProgramFindings()
  private var evaluatedCount = 0
  /// Whether the program writes to parameters, so that the order of effects matters.
  let hasUpdates: Bool

  /// The most nodes that are built and the most calls inside each other.
  private static let mostNodes = 1 << 20
  private static let mostDepth = 100

  /// Starts with the context in which the nodes go.
  init(
    _ program: MindSporeProgram, context: ATenContext,
    table: MindSporePrimitiveTable = .standard
  ) {
    self.program = program
    self.context = context
    self.table = table
    hasUpdates = program.graphs.contains { graph in
      graph.nodes.contains { node in
        if case .primitive(let name, _) = node.operation { return ParameterUpdate.writes(name) }
        return false
      }
    }
  }

  /// Everything that stops the conversion, in the order of the graph.
  var problems: [Diagnostic] { findings.list }

  // MARK: - Graphs

  /// Calls a graph and gives its result.
  ///
  /// - Throws: ``DiagnosticCode/mindIRMalformed`` for a graph that contradicts itself,
  ///   ``DiagnosticCode/mindIROverLimit`` for calls without end.
  func call(
    _ graph: Int, _ arguments: [EvaluatedValue], from caller: EvaluationFrame?
  ) throws(Diagnostic) -> EvaluatedValue {
    if let loop = loop(at: graph) {
      return try run(loop, arguments, from: caller)
    }
    let frame = try frame(graph, arguments, from: caller)
    return try results(of: frame)
  }

  private func loop(at graph: Int) -> LoopForm? {
    if let known = loops[graph] { return known }
    let loop = LoopForm(graph, in: program)
    loops[graph] = .some(loop)
    return loop
  }

  /// The result of a call whose operands are known.
  func results(of frame: EvaluationFrame) throws(Diagnostic) -> EvaluatedValue {
    let outputs = program.graphs[frame.graph].outputs
    let values = try self.values(outputs, in: frame)
    return values.count == 1 ? values[0] : .tuple(of: try counted(values), isList: false)
  }

  /// Values that become parts of another, after everything in them is counted.
  ///
  /// A tuple that has another twice has all of it twice, and each can be as deep as the file is long.
  ///
  /// - Throws: what counting raises if it is too much for one program.
  func counted(_ values: [EvaluatedValue]) throws(Diagnostic) -> [EvaluatedValue] {
    var pending = values
    while let value = pending.popLast() {
      try context.countItems(1)
      switch value {
      case .plain(let plain): pending += plain.items?.map(EvaluatedValue.plain) ?? []
      case .tuple(let items): pending += items
      case .function(_, let bound): pending += bound
      case .choice(_, let first, let second): pending += [first, second]
      case .monad: break
      }
    }
    return values
  }

  /// A call of a graph with its operands.
  func frame(
    _ graph: Int, _ arguments: [EvaluatedValue], from caller: EvaluationFrame?
  ) throws(Diagnostic) -> EvaluationFrame {
    let frame = EvaluationFrame(graph: graph, caller: caller)
    guard frame.depth <= Self.mostDepth else {
      throw Diagnostic(
        .mindIROverLimit, "graphs call each other more than \(Self.mostDepth) deep",
        at: context.location)
    }
    let inputs = program.graphs[graph].inputs
    guard arguments.count == inputs.count else {
      throw Diagnostic(
        .mindIRMalformed,
        "the graph '\(program.graphs[graph].name.prefix(100))' takes \(inputs.count) values, "
          + "\(arguments.count) are given", at: context.location)
    }
    for (input, argument) in zip(inputs, arguments) {
      frame.values[ExactName(input.name)] = argument
    }
    return frame
  }

  // MARK: - Values

  /// The values of some names, their nodes built as far as they are not yet.
  func values(
    _ names: [String], in frame: EvaluationFrame
  ) throws(Diagnostic) -> [EvaluatedValue] {
    for node in try order(names, in: frame) { try build(node, in: frame) }
    return try names.map { name throws(Diagnostic) in try value(name, in: frame) }
  }

  /// The value of one name.
  func value(_ name: String, in frame: EvaluationFrame) throws(Diagnostic) -> EvaluatedValue {
    if let known = frame.values[ExactName(name)] { return known }
    var caller = frame.caller
    while let outer = caller {
      if let known = outer.values[ExactName(name)] { return known }
      caller = outer.caller
    }
    if let parameter = program.parameter(named: name) {
      return .plain(.tensor(tensor(of: parameter)))
    }
    if let constant = program.constant(named: name) {
      let value = try evaluated(constant, named: name)
      frame.values[ExactName(name)] = value
      return value
    }
    if let graph = program.graph(named: name) { return .function(graph: graph, bound: []) }
    throw Diagnostic(
      .mindIRMalformed, "nothing makes the value '\(name.prefix(200))'", at: context.location)
  }

  /// The tensor of a parameter, one for all uses.
  func tensor(of parameter: MindSporeGraph.Parameter) -> ATenTensor {
    if let known = parameterTensors[ExactName(parameter.name)] { return known }
    let tensor = context.weightTensor(parameter.weight, named: parameter.checkpointName)
    parameterTensors[ExactName(parameter.name)] = tensor
    return tensor
  }

  // MARK: - Order

  /// The nodes that some values need and that are not built, in an order in which they can be.
  private func order(
    _ names: [String], in frame: EvaluationFrame
  ) throws(Diagnostic) -> [Int] {
    let index = index(of: frame.graph)
    let nodes = program.graphs[frame.graph].nodes
    var order: [Int] = []
    // 1 for a node whose operands are being looked at, 2 for one that is in the order.
    var states: [Int: Int] = [:]
    var stack = names.reversed().compactMap { index[ExactName($0)] }
    while let next = stack.last {
      if states[next] == 2 || frame.values[ExactName(nodes[next].name)] != nil {
        states[next] = 2
        stack.removeLast()
        continue
      }
      if states[next] == 1 {
        states[next] = 2
        order.append(next)
        stack.removeLast()
        continue
      }
      states[next] = 1
      for name in needs(of: nodes[next]).reversed() {
        guard let operand = index[ExactName(name)], states[operand] != 2 else { continue }
        guard states[operand] == nil else {
          throw Diagnostic(
            .mindIRMalformed, "the node '\(name.prefix(200))' needs its own result",
            at: context.location)
        }
        stack.append(operand)
      }
    }
    return order
  }

  /// The names that a node needs: effects are left out where nothing is written to.
  private func needs(of node: MindSporeNode) -> [String] {
    var names: [String]
    switch node.operation {
    case .constant: return []
    case .primitive(let name, _) where !hasUpdates && GraphPlumbing.orders(name):
      names = GraphPlumbing.isState(name) ? [] : Array(node.inputs.prefix(1))
    case .primitive, .graph: names = node.inputs
    case .computed(let function): names = [function] + node.inputs
    }
    return names
  }

  private func index(of graph: Int) -> [ExactName: Int] {
    if let known = indexes[graph] { return known }
    let index = Dictionary(
      program.graphs[graph].nodes.enumerated().map { (ExactName($1.name), $0) },
      uniquingKeysWith: { first, _ in first })
    indexes[graph] = index
    return index
  }

  /// The node that makes a value of a graph.
  func node(_ name: String, in graph: Int) -> MindSporeNode? {
    index(of: graph)[ExactName(name)].map { program.graphs[graph].nodes[$0] }
  }

  // MARK: - Nodes

  private func build(_ position: Int, in frame: EvaluationFrame) throws(Diagnostic) {
    let node = program.graphs[frame.graph].nodes[position]
    evaluatedCount += 1
    guard evaluatedCount <= Self.mostNodes else {
      throw Diagnostic(.mindIROverLimit, "the model has more than \(Self.mostNodes) calls")
    }
    context.path = node.modulePath
    context.sourceText = node.callee
    do throws(Diagnostic) {
      let result = try evaluate(node, in: frame)
      frame.values[ExactName(node.name)] = try checked(result, node)
    } catch {
      guard error.code != .mindIRMalformed, error.code != .mindIROverLimit else { throw error }
      findings.note(error, at: location(of: node))
      frame.values[ExactName(node.name)] = .plain(.failed)
    }
  }

  /// Where a node stands, for people.
  private func location(of node: MindSporeNode) -> Location {
    let module = node.modulePath
    let short = node.name.split(separator: ":").dropFirst().first ?? ""
    let text = node.scope.contains("/") ? node.scope : "\(node.callee) \(short)"
    return Location(path: module.isEmpty ? text : "\(module) (\(text))")
  }

  private func evaluate(
    _ node: MindSporeNode, in frame: EvaluationFrame
  ) throws(Diagnostic) -> EvaluatedValue {
    switch node.operation {
    case .constant(let value): return try evaluated(value, named: node.name)
    case .graph(let graph):
      return try call(graph, try operands(of: node, in: frame), from: frame)
    case .computed(let name):
      let function = try value(name, in: frame)
      return try apply(function, try operands(of: node, in: frame), from: frame)
    case .primitive(let name, let attributes):
      if let result = try plumbing(name, node, in: frame) { return result }
      return try call(name, attributes, node, try operands(of: node, in: frame))
    }
  }

  func operands(
    of node: MindSporeNode, in frame: EvaluationFrame
  ) throws(Diagnostic) -> [EvaluatedValue] {
    try node.inputs.map { name throws(Diagnostic) in try value(name, in: frame) }
  }

  private func call(
    _ name: String, _ attributes: MindSporeAttributes, _ node: MindSporeNode,
    _ operands: [EvaluatedValue]
  ) throws(Diagnostic) -> EvaluatedValue {
    guard let primitive = table.primitive(named: name) else {
      throw Diagnostic(
        .mindSporePrimitiveUnknown, "the primitive '\(name.prefix(100))' is not converted")
    }
    var plain: [ATenValue] = []
    for operand in operands {
      if case .monad = operand { continue }
      guard let value = operand.plain else {
        throw Diagnostic(.mindSporeControlFlow, "\(name) takes a function")
      }
      plain.append(value)
    }
    if plain.contains(where: \.holdsFailure) { return .plain(.failed) }
    let values = try primitive.bound(plain) { name throws(Diagnostic) in
      try attributes[name].map { value throws(Diagnostic) in
        try self.evaluated(value, named: name).plain ?? .none
      }
    }
    let results = try primitive.build(
      ATenCall(name: name, context: context, signature: primitive.signature, values: values))
    if case .tuple = node.abstract, results.count == 1, results[0].items != nil {
      return .plain(results[0])
    }
    return .plain(results.count == 1 ? results[0] : .tuple(results))
  }
}
