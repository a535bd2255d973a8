import ByteIO
import Diagnostics
import ModelIR

/// A `-graph.meta` file, the graph of a training step as it was compiled: ir_version 1, domain 2,
/// model_version 3, graph 4; the graph has node 1, name 2, parameters 3, outputs 4, const_vals 5.
struct CompiledGraph: Sendable {
  /// A parameter of the step: a batch, a weight, the state of an optimizer.
  struct Parameter: Sendable {
    let name: String
    let abstract: MindSporeAbstract
  }

  /// The file.
  let source: SourceFile
  private(set) var irVersion = 0
  private(set) var name = ""
  private(set) var parameters: [Parameter] = []
  private(set) var nodes: [MindSporeNode] = []
  private(set) var outputs: [String] = []

  /// The most nodes, parameters and constants.
  private static let mostParts = 1 << 20

  /// Reads a file.
  ///
  /// - Throws: ``DiagnosticCode/mindIRMalformed``, ``DiagnosticCode/mindIROverLimit``, and what the
  ///   encoding and the file raise.
  static func read(_ source: SourceFile) throws(Diagnostic) -> CompiledGraph {
    var compiled = CompiledGraph(source: source)
    var message = try MindIRMessage(source.wholeRange, path: "")
    var hasGraph = false
    while let field = try message.next() {
      switch field.number {
      case 1: compiled.irVersion = try message.integer(field, "ir_version")
      case 4:
        try compiled.readGraph(try message.nested(field, "graph"))
        hasGraph = true
      default: break
      }
    }
    guard hasGraph else { throw message.malformed("the file has no graph") }
    return compiled
  }

  private init(source: SourceFile) { self.source = source }

  private mutating func readGraph(_ message: MindIRMessage) throws(Diagnostic) {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: nodes.append(try CompiledNode(try message.nested(field, "node")).node)
      case 2: name = try message.text(field, "name")
      case 3:
        let (name, abstract) = try Self.typed(try message.nested(field, "parameters"))
        parameters.append(Parameter(name: name, abstract: abstract))
      case 4: outputs.append(try Self.typed(try message.nested(field, "outputs")).name)
      case 5: nodes.append(try Self.constant(try message.nested(field, "const_vals")))
      default: break
      }
      guard nodes.count <= Self.mostParts, parameters.count <= Self.mostParts else {
        throw message.malformed("the graph has too many nodes", .mindIROverLimit)
      }
    }
  }

  /// A name 1 and a type 2.
  private static func typed(
    _ message: MindIRMessage
  ) throws(Diagnostic) -> (name: String, abstract: MindSporeAbstract) {
    var message = message
    var result = (name: "", abstract: MindSporeAbstract.other)
    while let field = try message.next() {
      switch field.number {
      case 1: result.name = try message.text(field, "name")
      case 2: result.abstract = try CompiledValue.abstract(try message.nested(field, "type"))
      default: break
      }
    }
    return result
  }

  /// A constant: key 1, value 2.
  private static func constant(_ message: MindIRMessage) throws(Diagnostic) -> MindSporeNode {
    var message = message
    var name = ""
    var value = MindSporeValue.none
    while let field = try message.next() {
      switch field.number {
      case 1: name = try message.text(field, "key")
      case 2: value = try CompiledValue.read(try message.nested(field, "value"))
      default: break
      }
    }
    return MindSporeNode(
      name: name, operation: .constant(value), inputs: [], scope: "", abstract: .other)
  }
}

/// A node: input 1, name 2, op_type 3, scope 4, attribute 5, output_type 6, full_name 8.
private struct CompiledNode {
  let node: MindSporeNode

  init(_ message: consuming MindIRMessage) throws(Diagnostic) {
    var message = message
    var inputs: [String] = []
    var name = ""
    var opType = ""
    var scope = ""
    var fullName = ""
    var attributes = MindSporeAttributes()
    var abstract = MindSporeAbstract.other
    while let field = try message.next() {
      switch field.number {
      case 1:
        if let input = try Self.dataEdge(try message.nested(field, "input")) {
          inputs.append(input)
        }
      case 2: name = try message.text(field, "name")
      case 3: opType = try message.text(field, "op_type")
      case 4: scope = try message.text(field, "scope")
      case 5:
        let (key, value) = try Self.attribute(try message.nested(field, "attribute"))
        attributes.append(key, value)
      case 6: abstract = try CompiledValue.abstract(try message.nested(field, "output_type"))
      case 8: fullName = try message.text(field, "full_name")
      default: break
      }
      guard inputs.count <= 1 << 18 else {
        throw message.malformed("a node has too many operands", .mindIROverLimit)
      }
    }
    node = MindSporeNode(
      name: name, operation: .primitive(opType, attributes), inputs: inputs,
      scope: fullName.isEmpty ? "\(scope)/\(opType)" : fullName, abstract: abstract)
  }

  /// The name of an operand; nothing for an edge that only orders.
  private static func dataEdge(_ message: MindIRMessage) throws(Diagnostic) -> String? {
    var message = message
    var name = ""
    var isControl = false
    while let field = try message.next() {
      switch field.number {
      case 1: name = try message.text(field, "name")
      case 2: isControl = try message.integer(field, "type") == 1
      default: break
      }
    }
    return isControl ? nil : name
  }

  private static func attribute(
    _ message: MindIRMessage
  ) throws(Diagnostic) -> (String, MindSporeValue) {
    var message = message
    var name = ""
    var value = MindSporeValue.none
    while let field = try message.next() {
      switch field.number {
      case 1: name = try message.text(field, "name")
      case 2: value = try CompiledValue.read(try message.nested(field, "value"))
      default: break
      }
    }
    return (name, value)
  }
}
