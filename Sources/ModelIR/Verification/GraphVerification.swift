public import Diagnostics

extension DiagnosticCode {
  /// A graph breaks a rule of its structure.
  public static let malformedGraph = DiagnosticCode(
    "verify.malformed-graph", kind: .internalFault,
    explanation: """
      The graph breaks a rule that every stage relies on: a value used before it is made, a name \
      given twice, a type that differs from what its operator infers. This is a fault of the \
      importer or of a pass; please report it with the file.
      """)
}

extension Graph {
  /// Checks the structure and re-infers every node's types.
  ///
  /// - Returns: every violation, in node order; empty for a sound graph.
  /// - Complexity: linear in the number of nodes and values; no weight's bytes are read.
  public func verify() -> [Diagnostic] {
    var verification = GraphVerification(graph: self)
    verification.run()
    return verification.findings
  }
}

/// The state of one verification.
private struct GraphVerification {
  let graph: Graph
  var findings: [Diagnostic] = []

  mutating func run() {
    checkNames()
    checkInterface()
    var available = Set(graph.inputs)
    for (index, value) in graph.values.enumerated() where value.weight != nil {
      available.insert(ValueID(index: index))
      checkWeight(value)
    }
    for (index, node) in graph.nodes.enumerated() {
      for case let operand? in node.operands where !available.contains(operand) {
        report("an operand of '\(node.name)' is used before it is made", at: node)
      }
      available.formUnion(node.results)
      checkResults(of: node, NodeID(index: index))
      checkTypes(of: node)
      checkSubgraphs(of: node)
    }
    for output in graph.outputs where !available.contains(output) {
      findings.append(
        Diagnostic(.malformedGraph, "the output '\(graph[output].name)' is never made"))
    }
  }

  private mutating func report(_ message: String, at node: Node) {
    findings.append(Diagnostic(.malformedGraph, message, at: Location(path: node.source)))
  }

  private mutating func checkNames() {
    var seen: Set<String> = []
    for value in graph.values where !seen.insert(value.name).inserted || value.name.isEmpty {
      findings.append(Diagnostic(.malformedGraph, "the value name '\(value.name)' is not unique"))
    }
    seen.removeAll()
    for node in graph.nodes where !seen.insert(node.name).inserted || node.name.isEmpty {
      report("the node name '\(node.name)' is not unique", at: node)
    }
  }

  private mutating func checkInterface() {
    for input in graph.inputs where graph[input].origin != .input {
      findings.append(
        Diagnostic(.malformedGraph, "'\(graph[input].name)' is listed as an input and is none"))
    }
    if graph.outputs.isEmpty {
      findings.append(Diagnostic(.malformedGraph, "the graph has no output"))
    }
  }

  private mutating func checkWeight(_ value: Value) {
    guard let weight = value.weight else { return }
    if value.type != TensorType(weight.elementType, Shape(fixed: weight.shape)) {
      findings.append(
        Diagnostic(.malformedGraph, "the weight '\(value.name)' does not have its value's type"))
    }
  }

  private mutating func checkSubgraphs(of node: Node) {
    guard let operation = node.operator.base as? any ControlFlowOperator else { return }
    for subgraph in operation.subgraphs {
      for var finding in subgraph.graph.verify() {
        finding.message = "in the \(subgraph.role) of '\(node.name)': \(finding.message)"
        findings.append(finding)
      }
    }
  }

  private mutating func checkResults(of node: Node, _ id: NodeID) {
    for (index, result) in node.results.enumerated()
    where graph[result].origin != .result(id, index) {
      report("result \(index) of '\(node.name)' does not point back at it", at: node)
    }
  }

  private mutating func checkTypes(of node: Node) {
    do throws(InferenceFailure) {
      let types = try OperandTypes(
        node.operands.map { $0.map { graph[$0].type } }, of: node.operator.definition)
      let inferred = try node.operator.base.inferResults(types)
      let recorded = node.results.map { graph[$0].type }
      // Sizes may be known better than the operator infers them.
      let agrees =
        inferred.count == recorded.count
        && zip(inferred, recorded).allSatisfy {
          $0.elementType == $1.elementType && $0.shape.canEqual($1.shape)
        }
      if !agrees {
        report(
          "'\(node.name)' is recorded to give \(recorded), its operator infers \(inferred)",
          at: node)
      }
    } catch {
      findings.append(Diagnostic(error.code, error.message, at: Location(path: node.source)))
    }
  }
}
