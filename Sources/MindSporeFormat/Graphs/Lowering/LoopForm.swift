/// A graph that calls itself at the end of one branch, which is how loops are written: a head decides
/// between a body, whose last call is of the head again, and what follows.
struct LoopForm {
  /// The graph that decides.
  let head: Int
  /// The value that says whether there is another iteration.
  let condition: String
  /// The values that are the functions of the body and of what follows.
  let body: String
  let exit: String
  /// The graph of the body.
  let bodyGraph: Int
  /// What the body gives to the next iteration.
  let next: [String]
  /// What the functions are called with.
  let arguments: [String]
  /// For each operand of the head, whether every iteration gets the same.
  let isInvariant: [Bool]

  /// Looks whether a graph is the head of a loop.
  init?(_ graph: Int, in program: MindSporeProgram) {
    let head = program.graphs[graph]
    guard head.outputs.count == 1,
      let call = Self.node(behind: head.outputs[0], head),
      case .computed(let function) = call.operation,
      let choice = Self.node(behind: function, head),
      case .primitive(let name, _) = choice.operation, name == "Switch" || name == "switch",
      choice.inputs.count == 3,
      let (bodyGraph, bound) = Self.function(choice.inputs[1], head, program),
      let body = program.graphs.indices.contains(bodyGraph) ? program.graphs[bodyGraph] : nil,
      body.outputs.count == 1, let tail = Self.node(behind: body.outputs[0], body),
      case .graph(let target) = tail.operation, target == graph
    else { return nil }
    self.head = graph
    condition = choice.inputs[0]
    self.body = choice.inputs[1]
    exit = choice.inputs[2]
    self.bodyGraph = bodyGraph
    next = tail.inputs
    arguments = call.inputs
    let given = bound + call.inputs
    isInvariant = zip(tail.inputs, head.inputs).map { name, input in
      guard let position = body.inputs.firstIndex(where: { $0.name == name }),
        given.indices.contains(position)
      else { return false }
      return given[position] == input.name
    }
  }

  /// The node of a value, with what only orders effects left out.
  private static func node(behind name: String, _ graph: MindSporeGraph) -> MindSporeNode? {
    var name = name
    for _ in 0..<64 {
      guard let node = graph.nodes.last(where: { $0.name == name }) else { return nil }
      guard case .primitive(let primitive, _) = node.operation,
        primitive == "Depend" || primitive == "Return", let first = node.inputs.first
      else { return node }
      name = first
    }
    return nil
  }

  /// The graph that a value is, and the names of its first operands.
  private static func function(
    _ name: String, _ graph: MindSporeGraph, _ program: MindSporeProgram
  ) -> (graph: Int, bound: [String])? {
    if let direct = program.graph(named: name) { return (direct, []) }
    guard let node = graph.nodes.last(where: { $0.name == name }),
      case .primitive(let primitive, _) = node.operation,
      primitive == "Partial" || primitive == "partial", let first = node.inputs.first,
      let target = program.graph(named: first)
    else { return nil }
    return (target, Array(node.inputs.dropFirst()))
  }
}
