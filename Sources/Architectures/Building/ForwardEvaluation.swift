import Checkpoints
import Diagnostics
import ModelIR

/// Runs modules on values of a graph, which adds their nodes.
struct ForwardEvaluation {
  /// The results of a module.
  ///
  /// - Throws: a diagnostic at the module's path.
  func run(
    _ module: ModuleTree, _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    try context.at(module.path, text: module.text) { (context) throws(Diagnostic) in
      switch module.forward {
      case .layer: try layer(of: module).build(inputs, in: &context)
      case .sequential: try sequence(module.children, inputs, in: &context)
      case .steps(let steps): try run(steps, of: module, inputs, in: &context)
      case .unknown: throw ForwardReadiness.unknownForward(module)
      }
    }
  }

  private func layer(of module: ModuleTree) throws(Diagnostic) -> any Layer {
    guard let type = LayerCatalog.layer(module.kind) else {
      throw ForwardReadiness.unknownKind(module)
    }
    var settings = LayerSettings(
      kind: module.kind, path: module.path, given: module.hyperparameters, refusesUnknown: false)
    return try type.init(&settings)
  }

  /// Children one after the other; of several results of one the next takes the first, as a
  /// recurrent layer's output is used without its last state.
  private func sequence(
    _ children: [ModuleTree], _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    var values = inputs
    for (index, child) in children.enumerated() {
      let taken = index == 0 ? values : Array(values.prefix(1))
      values = try run(child, taken, in: &context)
    }
    return values
  }

  private func run(
    _ forward: ForwardSteps, of module: ModuleTree, _ inputs: [ValueID],
    in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    guard inputs.count == forward.inputs.count else {
      throw context.problem(
        "\(module.kind) takes \(forward.inputs.count) inputs "
          + "(\(forward.inputs.joined(separator: ", "))), \(inputs.count) are given")
    }
    var known = Dictionary(
      zip(forward.inputs, inputs), uniquingKeysWith: { _, second in second })
    for step in forward.steps {
      var operands: [ValueID] = []
      for name in step.inputs { operands.append(try value(name, in: known, context)) }
      let results = try run(step, of: module, operands, in: &context)
      guard results.count >= step.results.count else {
        throw context.problem(
          "a step gives \(results.count) values and \(step.results.count) are named")
      }
      for (name, result) in zip(step.results, results) { known[name] = result }
    }
    var results: [ValueID] = []
    for name in forward.results { results.append(try value(name, in: known, context)) }
    return results
  }

  private func run(
    _ step: ForwardStep, of module: ModuleTree, _ operands: [ValueID],
    in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    switch step.operation {
    case .child(let index):
      guard module.children.indices.contains(index) else {
        throw context.problem("a step runs child \(index) of \(module.children.count)")
      }
      return try run(module.children[index], operands, in: &context)
    case .parameter(let name):
      return [try context.parameter(name)]
    case .function(let name):
      guard let type = ForwardFunctionCatalog.function(name) else {
        throw Diagnostic(
          .unknownForwardFunction, "no function is called '\(name)'",
          at: Location(path: module.path))
      }
      var settings = LayerSettings(kind: name, path: module.path, given: step.settings)
      return try type.init(&settings).build(operands, in: &context)
    }
  }

  private func value(
    _ name: String, in known: [String: ValueID], _ context: LayerContext
  ) throws(Diagnostic) -> ValueID {
    guard let value = known[name] else { throw context.problem("no value is called '\(name)'") }
    return value
  }
}
