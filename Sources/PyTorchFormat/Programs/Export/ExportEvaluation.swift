import ATen
import Diagnostics
import JSONText
import ModelIR

/// Builds the nodes of an exported graph, call by call.
///
/// What cannot be converted is noted, and the rest is still looked at, so that one run names all of it.
final class ExportEvaluation {
  let context: ATenContext
  /// How many graphs of the program the current one is inside of.
  var nesting = 0
  private let symbols: ExportSymbols
  private var found = ProgramProblems()

  /// Starts with what the program's symbols stand for.
  init(context: ATenContext, symbols: ExportSymbols) {
    self.context = context
    self.symbols = symbols
  }

  /// Everything that stops the conversion, in the order of the graph.
  var problems: [Diagnostic] { found.list }

  /// Runs a graph and gives its outputs.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for a graph that contradicts itself.
  func run(
    _ graph: JSONNode, _ environment: ExportEnvironment
  ) throws(Diagnostic) -> [ATenValue] {
    var environment = environment
    let values = try ExportTensorValues(graph)
    for node in try graph.needed("nodes").items {
      try run(node, values, &environment)
    }
    return try graph.needed("outputs").items.map { output throws(Diagnostic) in
      try environment.argument(output)
    }
  }

  private func run(
    _ node: JSONNode, _ values: ExportTensorValues, _ environment: inout ExportEnvironment
  ) throws(Diagnostic) {
    let target = try ExportTarget(try node.neededText("target"))
    context.path = ExportPlace.modulePath(node)
    context.sourceText = target.shown
    var results: [ATenValue]
    do throws(Diagnostic) {
      results = try call(target, node, environment)
    } catch {
      note(error, at: node)
      results = [.failed]
    }
    try bind(results, to: node, values, &environment)
  }

  private func call(
    _ target: ExportTarget, _ node: JSONNode, _ environment: ExportEnvironment
  ) throws(Diagnostic) -> [ATenValue] {
    let inputs = Array(try node.needed("inputs").items)
    if target.isHigherOrder {
      return try higherOrder(target, inputs, environment)
    }
    var positional: [ATenValue] = []
    var named: [(name: String, value: ATenValue)] = []
    for input in inputs {
      let value = try environment.argument(try input.needed("arg"))
      // Functions of Python have no schema whose names would say more than the order.
      if target.isPython || (input["name"]?.string ?? "").isEmpty {
        positional.append(value)
      } else {
        named.append((input["name"]?.string ?? "", value))
      }
    }
    if target.name == "getitem", positional.count == 2, let items = positional[0].items,
      case .integer(let index) = positional[1], items.indices.contains(index)
    {
      return [items[index]]
    }
    return try context.call(
      target.name, overload: target.overload, positional, named: named, fullName: target.shown)
  }

  /// Gives the names of a node's outputs their values.
  private func bind(
    _ results: [ATenValue], to node: JSONNode, _ values: ExportTensorValues,
    _ environment: inout ExportEnvironment
  ) throws(Diagnostic) {
    let outputs = Array(try node.needed("outputs").items)
    var results = results
    // An operator that gives a list gives one value for all names.
    if results.count == 1, outputs.count > 1, let items = results[0].items { results = items }
    for (index, output) in outputs.enumerated() {
      let union = try ExportUnion(output)
      let result = results.indices.contains(index) ? results[index] : .failed
      switch union.tag {
      case "as_none": continue
      case "as_tensors", "as_optional_tensors", "as_sym_ints":
        let items = result.items ?? (outputs.count == 1 ? results : [])
        for (position, item) in union.value.items.enumerated() {
          let part = item.present("as_tensor") ?? item
          guard let name = part["name"]?.string ?? part["as_name"]?.string else { continue }
          try set(
            name, items.indices.contains(position) ? items[position] : .failed, node, values,
            &environment)
        }
      default:
        guard let name = union.value["name"]?.string ?? union.value["as_name"]?.string else {
          continue
        }
        try set(name, result, node, values, &environment)
      }
    }
  }

  private func set(
    _ name: String, _ value: ATenValue, _ node: JSONNode, _ values: ExportTensorValues,
    _ environment: inout ExportEnvironment
  ) throws(Diagnostic) {
    environment.set(name, value)
    guard case .tensor(let tensor) = value else { return }
    guard let expected = try values.typeIfKnown(name, symbols) else { return }
    let id = try context.value(of: tensor)
    let found = context.type(id)
    let agrees =
      found.elementType == expected.elementType && found.rank == expected.rank
      && zip(found.shape.dimensions, expected.shape.dimensions).allSatisfy { $0.canEqual($1) }
    guard agrees else {
      environment.set(name, .failed)
      // PyTorch 2.6 records wrong types of a recurrent network's states; they matter where they are used.
      guard values.isUsed(name) else { return }
      note(
        Diagnostic(
          .torchExportMismatch,
          "'\(name)' is \(expected) in the file, the converted graph gives \(found)"), at: node)
      return
    }
    context.refine(id, to: expected.shape)
    try context.registerSymbols(of: tensor)
  }

  /// Takes note of what stops the conversion; what is the same again is counted.
  private func note(_ problem: Diagnostic, at node: JSONNode) {
    let line = ExportPlace.sourceLine(node).map { " (\($0))" } ?? ""
    let module = ExportPlace.modulePath(node)
    let location = Location(path: (module.isEmpty ? "the model" : module) + line)
    found.note(problem, at: location)
  }
}

/// What a node of an exported graph calls.
struct ExportTarget {
  /// The name by which the operators are listed: `add`, `torchvision::nms`.
  let name: String
  /// The overload: `Tensor`; empty for the default one.
  let overload: String
  /// The name for messages: `aten.add.Tensor`.
  let shown: String
  /// Whether it is one of PyTorch's operators that take graphs.
  let isHigherOrder: Bool
  /// Whether it is a function of Python on plain values.
  let isPython: Bool

  /// Reads a target: `torch.ops.aten.add.Tensor`, `_operator.mul`, `math.ceil`, `torch.sym_max`.
  init(_ text: String) throws(Diagnostic) {
    let parts = text.split(separator: ".").map(String.init)
    guard let last = parts.last else {
      throw Diagnostic(.torchExportMalformed, "a node calls nothing")
    }
    isHigherOrder = text.contains("higher_order")
    if parts.count >= 4, parts[0] == "torch", parts[1] == "ops", !isHigherOrder {
      name = parts[2] == "aten" ? parts[3] : "\(parts[2])::\(parts[3])"
      overload = parts.count > 4 && parts[4] != "default" ? parts[4] : ""
      shown = parts.dropFirst(2).joined(separator: ".")
      isPython = false
    } else {
      name = last
      overload = ""
      shown = isHigherOrder ? last : text
      isPython = !isHigherOrder
    }
  }
}
