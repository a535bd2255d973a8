import Diagnostics

/// An operator that runs graphs of its own.
///
/// Such a graph sees nothing but its inputs: what it takes from the graph around it is an operand of the
/// node, a capture, and an input of the graph inside. Symbols of sizes mean the same at every level.
public protocol ControlFlowOperator: Operator {
  /// The graphs inside, each with its role.
  var subgraphs: [Subgraph] { get }

  /// The same operator with other graphs in the same roles.
  func replacingSubgraphs(_ graphs: [Graph]) -> Self
}

/// A graph inside a node.
public struct Subgraph: Hashable, Sendable {
  /// What it is for: `thenBranch`.
  public let role: String
  /// The graph.
  public let graph: Graph

  /// Makes a sub-graph.
  public init(role: String, graph: Graph) {
    self.role = role
    self.graph = graph
  }
}

extension ControlFlowOperator {
  /// Checks that graphs nest at most 64 deep and that each has an output.
  ///
  /// - Throws: an invalid-attribute failure that names the graph.
  func requireSubgraphs() throws(InferenceFailure) {
    for subgraph in subgraphs {
      guard subgraph.graph.nestingDepth < Graph.mostNestingDepth else {
        throw InferenceFailure(
          .invalidAttribute, "graphs nest deeper than \(Graph.mostNestingDepth) levels")
      }
      guard !subgraph.graph.outputs.isEmpty else {
        throw InferenceFailure(.invalidAttribute, "the \(subgraph.role) gives nothing")
      }
    }
  }
}

extension Subgraph {
  /// Checks that the graph's inputs from a position on take operands from a position on.
  ///
  /// - Throws: an arity, element type, rank or shape mismatch that names the input.
  func requireInputs(
    from first: Int, take operands: OperandTypes, from operand: Int
  ) throws(InferenceFailure) {
    let inputs = graph.inputs.dropFirst(first)
    guard inputs.count == operands.count - operand else {
      throw InferenceFailure(
        .arityMismatch,
        "the \(role) has \(inputs.count) inputs for \(operands.count - operand) captured values")
    }
    for (position, input) in inputs.enumerated() {
      guard let given = operands.optional(operand + position) else {
        throw InferenceFailure(.arityMismatch, "a captured value of the \(role) is left out")
      }
      try require(input, takes: given)
    }
  }

  /// Checks that an input of the graph takes a value of a type.
  ///
  /// - Throws: an element type, rank or shape mismatch that names the input.
  func require(_ input: ValueID, takes given: TensorType) throws(InferenceFailure) {
    let expected = graph[input].type
    let code: DiagnosticCode =
      expected.elementType != given.elementType
      ? .elementTypeMismatch : expected.rank != given.rank ? .rankMismatch : .shapeMismatch
    guard expected.canEqual(given) else {
      throw InferenceFailure(
        code, "'\(graph[input].name)' of the \(role) is \(expected), \(given) is given")
    }
  }
}

extension Graph {
  /// The most graphs in each other.
  public static let mostNestingDepth = 64

  /// The types of the outputs.
  public var outputTypes: [TensorType] { outputs.map { self[$0].type } }

  /// The graphs inside the nodes, in their order; those inside of these are not among them.
  public var subgraphs: [Subgraph] {
    nodes.flatMap { ($0.operator.base as? any ControlFlowOperator)?.subgraphs ?? [] }
  }

  /// The number of graphs in each other: 1 without any inside.
  var nestingDepth: Int { 1 + (subgraphs.map(\.graph.nestingDepth).max() ?? 0) }

  /// The number of nodes, those of graphs inside included.
  public var totalNodeCount: Int {
    subgraphs.reduce(nodes.count) { $0 + $1.graph.totalNodeCount }
  }

  /// The weights that are used here or in a graph inside, in order of first use here, then inside.
  public var allUsedWeights: [Weight] {
    usedWeights.map(\.weight) + subgraphs.flatMap(\.graph.allUsedWeights)
  }
}

extension TensorType {
  /// Whether one tensor can have both types.
  func canEqual(_ other: TensorType) -> Bool {
    elementType == other.elementType && shape.canEqual(other.shape)
  }

  /// The type with the sizes that both have in common; others are unknown.
  ///
  /// - Precondition: both have one rank.
  package func common(with other: TensorType) -> TensorType {
    let sizes = zip(shape.dimensions, other.shape.dimensions).map { $0.common(with: $1) }
    return TensorType(elementType, Shape(sizes))
  }
}
