import ByteIO
import Diagnostics
import ModelIR

/// The model inside of the graph of a training step: what feeds the loss.
struct InferenceCut {
  /// The program that computes the model's results, with all parameters as weights without elements.
  let program: MindSporeProgram

  /// Finds the model.
  ///
  /// - Throws: ``DiagnosticCode/mindSporeNoInferenceGraph`` if nothing tells where it ends.
  init(_ compiled: CompiledGraph) throws(Diagnostic) {
    let output = try Self.output(of: compiled)
    let nodes = compiled.nodes.map(Self.inferring)
    let needed = Self.needed(output, nodes)
    var graph = MindSporeGraph()
    graph.name = compiled.name
    graph.nodes = nodes
    graph.outputs = [output]
    let inputCount = Self.inputCount(compiled)
    for (index, parameter) in compiled.parameters.enumerated() {
      guard needed.contains(ExactName(parameter.name)) else { continue }
      if index < inputCount {
        graph.inputs.append(
          MindSporeGraph.Input(name: parameter.name, abstract: parameter.abstract))
        continue
      }
      guard case .tensor(let type, let sizes?) = parameter.abstract,
        let weight = Weight(
          absent: "a -graph.meta file has no weights; bind a checkpoint to it with --architecture",
          type, shape: sizes)
      else {
        throw Diagnostic(
          .mindIRMalformed, "the parameter '\(parameter.name.prefix(200))' is no tensor",
          at: Location(file: compiled.source.path))
      }
      graph.parameters.append(
        MindSporeGraph.Parameter(
          name: parameter.name, checkpointName: parameter.name, weight: weight))
    }
    program = MindSporeProgram([graph])
  }

  /// The losses whose first operand is the model's result.
  private static let losses: Set<String> = [
    "SparseSoftmaxCrossEntropyWithLogits", "SoftmaxCrossEntropyWithLogits", "NLLLoss",
    "SigmoidCrossEntropyWithLogits", "BCEWithLogitsLoss", "BinaryCrossEntropy", "SmoothL1Loss",
    "CTCLoss", "CrossEntropyLoss", "L2Loss", "KLDivLoss", "KLDiv", "MSELossExt", "L1LossExt",
  ]

  private static func output(of compiled: CompiledGraph) throws(Diagnostic) -> String {
    let forward = compiled.nodes.filter { !$0.scope.hasPrefix("Gradients/") }
    // The cell that joins a network with its loss calls the network its backbone.
    let inside = Set(forward.filter { $0.isInBackbone }.map { ExactName($0.name) })
    var candidates: [String] = []
    for node in forward where !node.isInBackbone && !node.isPlumbing {
      for input in node.inputs where inside.contains(ExactName(input)) {
        if !candidates.contains(input) { candidates.append(input) }
      }
    }
    let results = candidates.filter { name in
      !compiled.nodes.contains { $0.name == name && ($0.isPlumbing || $0.isInOptimizer) }
    }
    if results.count == 1 { return results[0] }
    let losses = forward.filter { node in
      guard case .primitive(let name, let attributes) = node.operation else { return false }
      return Self.losses.contains(name) && attributes["is_grad"] != .boolean(true)
    }
    if let loss = losses.first, let logits = loss.inputs.first { return logits }
    throw Diagnostic(
      .mindSporeNoInferenceGraph,
      results.isEmpty
        ? "nothing in the graph of the training step is a loss that is known, so its model is not "
          + "found"
        : "\(results.count) results of the network are used outside of it, and no loss tells which "
          + "is the model's",
      at: Location(file: compiled.source.path))
  }

  /// A node as it is when the model is not trained.
  private static func inferring(_ node: MindSporeNode) -> MindSporeNode {
    var scope = node.scope
    let cells = scope.split(separator: "/")
    if let backbone = cells.firstIndex(where: { $0.hasPrefix("_backbone") }) {
      scope = (["Default"] + cells[(backbone + 1)...]).joined(separator: "/")
    }
    guard case .primitive(let name, let attributes) = node.operation else { return node }
    switch name {
    case "BatchNorm", "FusedBatchNorm", "FusedBatchNormEx":
      // Behind the tensors: is_training, epsilon.
      let epsilon = node.inputs.count >= 9 ? [node.inputs[6]] : []
      return MindSporeNode(
        name: node.name, operation: .primitive("BNInference", attributes),
        inputs: node.inputs.prefix(5) + epsilon, scope: scope, abstract: node.abstract)
    default:
      return MindSporeNode(
        name: node.name, operation: node.operation, inputs: node.inputs, scope: scope,
        abstract: node.abstract)
    }
  }

  /// The names that a value is computed of.
  private static func needed(_ output: String, _ nodes: [MindSporeNode]) -> Set<ExactName> {
    let byName = Dictionary(
      nodes.map { (ExactName($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    var needed: Set<ExactName> = []
    var pending = [ExactName(output)]
    while let name = pending.popLast() {
      guard needed.insert(name).inserted, let node = byName[name] else { continue }
      guard case .primitive(let primitive, _) = node.operation else { continue }
      if GraphPlumbing.isState(primitive) { continue }
      let inputs = GraphPlumbing.orders(primitive) ? Array(node.inputs.prefix(1)) : node.inputs
      pending += inputs.map(ExactName.init)
    }
    return needed
  }

  /// How many of the first parameters are the batch: those before the first weight.
  private static func inputCount(_ compiled: CompiledGraph) -> Int {
    let names = Set(compiled.parameters.map { ExactName($0.name) })
    let prefixes = ["moments.", "moment1.", "adam_m.", "accum.", "moment.", "mean_square."]
    return compiled.parameters.firstIndex { parameter in
      parameter.name.contains(".")
        || prefixes.contains { names.contains(ExactName($0 + parameter.name)) }
    } ?? compiled.parameters.count
  }
}

extension MindSporeNode {
  /// Whether it stands in the network that is trained.
  fileprivate var isInBackbone: Bool { scope.contains("/_backbone") }

  /// Whether it only orders effects or puts values together.
  fileprivate var isPlumbing: Bool {
    switch callee {
    case "Load", "UpdateState", "Depend", "depend", "MakeTuple", "make_tuple", "a constant": true
    default: false
    }
  }

  fileprivate var isInOptimizer: Bool { scope.contains("/optimizer-") }
}
