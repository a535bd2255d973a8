import ByteIO
import Diagnostics
import ModelIR

extension MindIRContents {
  /// The graphs with their nodes told apart and their parameters' elements found.
  ///
  /// - Parameter weights: the parameters; nothing reads their elements' places.
  /// - Throws: ``DiagnosticCode/mindIRMalformed``, and what external data raises.
  func program(weights: [MindSporeGraph.Parameter]? = nil) throws -> MindSporeProgram {
    let weights = try weights ?? self.weights()
    var graphsByName: [ExactName: Int] = [:]
    for (index, graph) in graphs.enumerated() {
      guard graphsByName.updateValue(index, forKey: ExactName(graph.name)) == nil else {
        throw Diagnostic(
          .mindIRMalformed, "there are two graphs of the name '\(graph.name.prefix(200))'",
          at: Location(file: source.path))
      }
    }
    var callees: [ExactName: MindSporeNode.Operation] = [:]
    for primitive in primitives {
      callees[ExactName(primitive.name)] = .primitive(
        primitive.opType, try Self.attributes(primitive.attributes))
    }
    return MindSporeProgram(
      try graphs.enumerated().map { index, graph in
        var result = MindSporeGraph()
        result.name = graph.name
        result.inputs = graph.inputs.map { input in
          MindSporeGraph.Input(name: input.name, abstract: input.abstract)
        }
        if index == 0 { result.parameters = weights }
        result.nodes = try graph.nodes.map { node throws(Diagnostic) in
          try Self.node(node, callees, graphsByName)
        }
        result.outputs = graph.outputs.map(\.name)
        return result
      })
  }

  /// The name of a parameter or an input without its graph's.
  static func ownName(_ name: String) -> String {
    guard let colon = name.firstIndex(of: ":") else { return name }
    return String(name[name.index(after: colon)...])
  }

  private static func attributes(
    _ list: [MindIRAttribute]
  ) throws(Diagnostic) -> MindSporeAttributes {
    var result = MindSporeAttributes()
    for attribute in list where attribute.name != "shape" {
      result.append(attribute.name, try attribute.value())
    }
    return result
  }

  private static func node(
    _ node: MindIRNode, _ callees: [ExactName: MindSporeNode.Operation],
    _ graphs: [ExactName: Int]
  ) throws(Diagnostic) -> MindSporeNode {
    MindSporeNode(
      name: node.name, operation: try operation(of: node, callees, graphs), inputs: node.inputs,
      scope: node.scope,
      abstract: node.attributes.first { $0.name == "shape" }?.abstract ?? .other)
  }

  private static func operation(
    of node: MindIRNode, _ callees: [ExactName: MindSporeNode.Operation],
    _ graphs: [ExactName: Int]
  ) throws(Diagnostic) -> MindSporeNode.Operation {
    if node.opType == "Constant" {
      let value = node.attributes.first { $0.name == "value" } ?? node.attributes.first
      return .constant(try value?.value() ?? .none)
    }
    guard node.opType.hasPrefix("REF::") else {
      return .primitive(node.opType, try attributes(node.attributes))
    }
    let target = String(node.opType.dropFirst(5))
    if case .primitive(let name, let shared)? = callees[ExactName(target)] {
      return .primitive(name, shared)
    }
    if let graph = graphs[ExactName(target)] { return .graph(graph) }
    for kind in ["MetaFuncGraph::", "ClassType::"] where target.hasPrefix(kind) {
      return .primitive(String(target.dropFirst(kind.count)), try attributes(node.attributes))
    }
    return .computed(target)
  }

  /// The parameters without their elements.
  ///
  /// - Throws: ``DiagnosticCode/mindIRMalformed``.
  func outlines() throws(Diagnostic) -> [MindSporeGraph.Parameter] {
    try parameters.map { tensor throws(Diagnostic) in
      guard let type = tensor.elementType,
        let weight = Weight(absent: "other weights were given", type, shape: tensor.sizes)
      else { throw tensor.malformed("the sizes \(tensor.sizes) are none of a tensor") }
      return MindSporeGraph.Parameter(
        name: tensor.name, checkpointName: Self.ownName(tensor.name), weight: weight)
    }
  }

  /// The parameters with their elements, in the file's order.
  ///
  /// - Throws: a list of the files that are missing or too short, and
  ///   ``DiagnosticCode/mindIRMalformed``.
  func weights() throws -> [MindSporeGraph.Parameter] {
    var files = MindIRExternalFiles(beside: source, isLittleEndian: isLittleEndian)
    var result: [MindSporeGraph.Parameter] = []
    var names: Set<ExactName> = []
    // A file that is missing is named once, not for each of its tensors.
    var failures: [Diagnostic] = []
    for tensor in parameters {
      let name = Self.ownName(tensor.name)
      guard names.insert(ExactName(tensor.name)).inserted else {
        throw tensor.malformed("there are two parameters of this name")
      }
      do throws(Diagnostic) {
        var weight: Weight
        if let reference = tensor.external {
          weight = try files.weight(of: tensor, at: reference)
        } else {
          weight = try tensor.storedWeight()
        }
        if !isLittleEndian, weight.elementType.byteCount > 1 { weight = weight.byteSwapped() }
        result.append(
          MindSporeGraph.Parameter(name: tensor.name, checkpointName: name, weight: weight))
      } catch {
        if failures.count < 20, !failures.contains(error) { failures.append(error) }
      }
    }
    if let list = DiagnosticList(failures) { throw list }
    return result
  }
}
