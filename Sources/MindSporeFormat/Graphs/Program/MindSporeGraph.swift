import Diagnostics
import ModelIR

/// A function of a program: values that come in, nodes, one value that goes out.
struct MindSporeGraph: Sendable {
  /// A value that a caller gives.
  struct Input: Sendable {
    /// The name by which nodes take it.
    let name: String
    /// What is known of it.
    let abstract: MindSporeAbstract
  }

  /// A parameter of the network.
  struct Parameter: Sendable {
    /// The name by which nodes take it.
    let name: String
    /// The name in checkpoints.
    let checkpointName: String
    /// The elements.
    let weight: Weight
  }

  /// The name.
  var name = ""
  /// What callers give, in order.
  var inputs: [Input] = []
  /// The network's parameters, which the main graph has.
  var parameters: [Parameter] = []
  /// The nodes in the file's order.
  var nodes: [MindSporeNode] = []
  /// The names of the values that are the results.
  var outputs: [String] = []
}

/// One node of a graph.
struct MindSporeNode: Sendable {
  /// What a node does.
  enum Operation: Sendable {
    /// It is a constant.
    case constant(MindSporeValue)
    /// It calls a primitive, by its own name, with these attributes.
    case primitive(String, MindSporeAttributes)
    /// It calls a graph of the program, by its place.
    case graph(Int)
    /// It calls a function that a value of this name is.
    case computed(String)
  }

  /// The name by which others take its result.
  let name: String
  /// What it does.
  let operation: Operation
  /// The names of what it takes.
  let inputs: [String]
  /// Where in the network it stands: `Default/conv1-Conv2d/Conv2D-op0`.
  let scope: String
  /// What the file says of its result.
  let abstract: MindSporeAbstract
}

extension MindSporeNode {
  /// The cell that the node is part of: `layer1.0.conv1`.
  var modulePath: String {
    let cells = scope.split(separator: "/").dropFirst().dropLast()
    return cells.map { $0.prefix { $0 != "-" } }.joined(separator: ".")
  }

  /// What it calls, for messages.
  var callee: String {
    switch operation {
    case .constant: "a constant"
    case .primitive(let name, _): name
    case .graph: "a function"
    case .computed: "a function"
    }
  }
}
