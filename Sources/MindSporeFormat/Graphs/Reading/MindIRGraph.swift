import Diagnostics
import ModelIR
import ProtobufWire

/// A `GraphProto` of MindIR: node 1, name 2, parameter 3, input 5, output 6.
struct MindIRGraph: Sendable {
  /// A `ValueInfoProto`: name 1, tensor 2, denotation 4, attr_info 5.
  struct ValueInfo: Sendable {
    fileprivate(set) var name = ""
    fileprivate(set) var denotation = ""
    fileprivate(set) var abstract = MindSporeAbstract.other
  }

  private(set) var name = ""
  private(set) var nodes: [MindIRNode] = []
  private(set) var parameters: [MindIRTensor] = []
  private(set) var inputs: [ValueInfo] = []
  private(set) var outputs: [ValueInfo] = []

  /// The most nodes of a graph.
  private static let mostNodes = 1 << 20

  init(_ message: consuming MindIRMessage) throws(Diagnostic) {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: nodes.append(try MindIRNode(try message.nested(field, "node")))
      case 2: name = try message.text(field, "name")
      case 3: parameters.append(try MindIRTensor(try message.nested(field, "parameter")))
      case 5: inputs.append(try Self.info(try message.nested(field, "input")))
      case 6: outputs.append(try Self.info(try message.nested(field, "output")))
      default: break
      }
      guard nodes.count <= Self.mostNodes, parameters.count <= Self.mostNodes,
        inputs.count <= Self.mostNodes
      else { throw message.malformed("the graph has too many nodes", .mindIROverLimit) }
    }
  }

  private static func info(_ message: MindIRMessage) throws(Diagnostic) -> ValueInfo {
    var message = message
    var info = ValueInfo()
    while let field = try message.next() {
      switch field.number {
      case 1: info.name = try message.text(field, "name")
      case 2:
        let tensor = try MindIRTensor(try message.nested(field, "tensor"))
        if let type = tensor.elementType {
          info.abstract = .tensor(type, tensor.sizes.contains { $0 < -1 } ? nil : tensor.sizes)
        }
      case 4: info.denotation = try message.text(field, "denotation")
      case 5: info.abstract = try MindIRAttribute(try message.nested(field, "attr_info")).abstract
      default: break
      }
    }
    return info
  }
}

/// A `NodeProto` of MindIR: input 1, output 2, name 3, op_type 4, attribute 5, domain 7.
struct MindIRNode: Sendable {
  private(set) var inputs: [String] = []
  private(set) var name = ""
  private(set) var opType = ""
  private(set) var attributes: [MindIRAttribute] = []
  private(set) var scope = ""
  private var outputName = ""

  /// The most operands.
  private static let mostInputs = 1 << 18

  init(_ message: consuming MindIRMessage) throws(Diagnostic) {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: inputs.append(try message.text(field, "input"))
      case 2 where outputName.isEmpty: outputName = try message.text(field, "output")
      case 3: name = try message.text(field, "name")
      case 4: opType = try message.text(field, "op_type")
      case 5: attributes.append(try MindIRAttribute(try message.nested(field, "attribute")))
      case 7: scope = try message.text(field, "domain")
      default: break
      }
      guard inputs.count <= Self.mostInputs else {
        throw message.malformed("a node has too many operands", .mindIROverLimit)
      }
    }
    if !outputName.isEmpty { name = outputName }
  }
}
