import ATen
import Diagnostics
import JSONText
import ModelIR

extension ExportEvaluation {
  /// Calls an operator that takes graphs.
  ///
  /// - Throws: ``DiagnosticCode/atenOperatorUnsupported`` for one that is not converted.
  func higherOrder(
    _ target: ExportTarget, _ inputs: [JSONNode], _ environment: ExportEnvironment
  ) throws(Diagnostic) -> [ATenValue] {
    var graphs: [JSONNode] = []
    var arguments: [ATenValue] = []
    for input in inputs {
      let union = try ExportUnion(try input.needed("arg"))
      if union.tag == "as_graph" {
        graphs.append(try union.value.needed("graph"))
      } else {
        arguments.append(try environment.argument(try input.needed("arg")))
      }
    }
    switch (target.name, graphs.count) {
    case ("cond", 2):
      return try condition(arguments, graphs, environment)
    case ("while_loop", 2):
      return try whileLoop(arguments, graphs, environment)
    case ("with_effects", 0):
      return try ordered(inputs, environment)
    case (_, 1)
    where target.name.hasPrefix("wrap") || target.name == "invoke_subgraph"
      || target.name == "checkpoint" || target.name == "hints_wrapper":
      // The operands follow what the wrapper sets; the graph takes as many as it has inputs.
      let flat = arguments.flatMap { value -> [ATenValue] in
        if case .list(let items) = value { return items }
        return [value]
      }
      let count = try graphs[0].needed("inputs").count
      guard flat.count >= count else {
        throw Diagnostic(
          .torchExportMalformed, "'\(target.shown)' gives its graph too few values",
          at: graphs[0].location)
      }
      return try run(graphs[0], with: Array(flat.suffix(count)), environment)
    default:
      throw Diagnostic(
        .atenOperatorUnsupported, "the operator '\(target.shown)' is not converted",
        at: context.location)
    }
  }

  /// Calls an operator whose effects have an order: a token, the operator and its arguments.
  private func ordered(
    _ inputs: [JSONNode], _ environment: ExportEnvironment
  ) throws(Diagnostic) -> [ATenValue] {
    guard inputs.count >= 2,
      case .text(let name) = try environment.argument(try inputs[1].needed("arg"))
    else {
      throw Diagnostic(
        .torchExportMalformed, "an effect does not say of which operator", at: context.location)
    }
    var positional: [ATenValue] = []
    var named: [(name: String, value: ATenValue)] = []
    for input in inputs.dropFirst(2) {
      let value = try environment.argument(try input.needed("arg"))
      if let name = input["name"]?.string, !name.isEmpty {
        named.append((name, value))
      } else {
        positional.append(value)
      }
    }
    let target = try ExportTarget(name)
    let results = try context.call(
      target.name, overload: target.overload, positional, named: named, fullName: target.shown)
    // The token that comes before the results stands for nothing that is computed.
    return [.failed] + results
  }

  private func condition(
    _ arguments: [ATenValue], _ graphs: [JSONNode], _ environment: ExportEnvironment
  ) throws(Diagnostic) -> [ATenValue] {
    guard let predicate = arguments.first else {
      throw Diagnostic(.torchExportMalformed, "a condition has no value", at: graphs[0].location)
    }
    let operands = arguments.count > 1 ? arguments[1].items ?? [arguments[1]] : []
    switch predicate {
    case .boolean(let flag): return try run(graphs[flag ? 0 : 1], with: operands, environment)
    case .failed: return [.failed]
    default: break
    }
    guard let flag = try context.operand(predicate) else {
      throw Diagnostic(
        .torchExportMalformed, "a condition is \(predicate.kind)", at: graphs[0].location)
    }
    return try context.branch(on: flag) { () throws(Diagnostic) in
      try run(graphs[0], with: operands, environment)
    } otherwise: { () throws(Diagnostic) in
      try run(graphs[1], with: operands, environment)
    }
  }

  private func whileLoop(
    _ arguments: [ATenValue], _ graphs: [JSONNode], _ environment: ExportEnvironment
  ) throws(Diagnostic) -> [ATenValue] {
    let carried = arguments.first?.items ?? []
    let others = arguments.count > 1 ? arguments[1].items ?? [] : []
    if (carried + others).contains(where: \.holdsFailure) { return [.failed] }
    func holds(_ values: [ATenValue]) throws(Diagnostic) -> ATenValue {
      try run(graphs[0], with: values + others, environment).first ?? .failed
    }
    let start = try holds(carried)
    guard let flag = try context.operand(start) else { return [.failed] }
    return try context.loop(tripCount: nil, condition: flag, carried: carried) {
      (_, values) throws(Diagnostic) in
      let next = try run(graphs[1], with: values + others, environment)
      return ATenContext.Iteration(condition: try holds(next), carried: next)
    }
  }

  /// Runs a graph inside of the program with values for its inputs.
  private func run(
    _ graph: JSONNode, with operands: [ATenValue], _ environment: ExportEnvironment
  ) throws(Diagnostic) -> [ATenValue] {
    let names = Array(try graph.needed("inputs").items)
    guard names.count == operands.count else {
      throw Diagnostic(
        .torchExportMalformed,
        "a graph inside of the program takes \(names.count) values, \(operands.count) are given",
        at: graph.location)
    }
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= ATenContext.nestingLimit else {
      throw Diagnostic(
        .torchExportMalformed, "the program's graphs stand in each other too deep",
        at: graph.location)
    }
    var inner = ExportEnvironment()
    for (node, operand) in zip(names, operands) {
      let union = try ExportUnion(node)
      guard let name = union.value["name"]?.string ?? union.value["as_name"]?.string else {
        continue
      }
      inner.set(name, operand)
    }
    let (path, text) = (context.path, context.sourceText)
    let results = try run(graph, inner)
    (context.path, context.sourceText) = (path, text)
    return results
  }
}
