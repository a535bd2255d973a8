import ByteIO
import ModelIR

/// The graphs of a file: the main one first, then those that it calls.
struct MindSporeProgram: Sendable {
  /// The graphs.
  let graphs: [MindSporeGraph]
  private let graphsByName: [ExactName: Int]
  private let constants: [ExactName: MindSporeValue]
  private let parametersByName: [ExactName: Int]

  /// Makes a program.
  ///
  /// - Precondition: there is a main graph.
  init(_ graphs: [MindSporeGraph]) {
    precondition(!graphs.isEmpty)
    self.graphs = graphs
    var graphsByName: [ExactName: Int] = [:]
    var constants: [ExactName: MindSporeValue] = [:]
    for (index, graph) in graphs.enumerated() {
      graphsByName[ExactName(graph.name)] = index
      for node in graph.nodes {
        // Constants are shared between graphs and stand in the first that takes them.
        if case .constant(let value) = node.operation { constants[ExactName(node.name)] = value }
      }
    }
    self.graphsByName = graphsByName
    self.constants = constants
    parametersByName = Dictionary(
      graphs[0].parameters.enumerated().map { (ExactName($1.name), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The graph that the file's user calls.
  var main: MindSporeGraph { graphs[0] }

  /// The place of a graph.
  func graph(named name: String) -> Int? { graphsByName[ExactName(name)] }

  /// A constant of any graph.
  func constant(named name: String) -> MindSporeValue? { constants[ExactName(name)] }

  /// A parameter of the network, by the name that nodes use.
  func parameter(named name: String) -> MindSporeGraph.Parameter? {
    parametersByName[ExactName(name)].map { main.parameters[$0] }
  }
}
