import Checkpoints

/// One module of a printed model, as its text says it.
struct PrintedNode {
  /// One argument between the parentheses: `kernel_size=(3, 3)`, `64`, `784 => 512`.
  struct Argument {
    let name: String?
    let value: HyperparameterValue
  }

  /// The class's name: `Conv2d`.
  let kind: String
  /// The key in the module that it stands in: `features`; empty for the root.
  var key: String
  /// The arguments in their order.
  var arguments: [Argument] = []
  /// The modules inside.
  var children: [PrintedNode] = []
  /// Parameters that are printed themselves: those of a `ParameterList`.
  var parameters: [(name: String, shape: [Int])] = []
  /// How many modules it is with all inside.
  var nodeCount = 1
  /// What it costs to write out with all inside: the bytes of its text and of the paths below it.
  var cost = 0
  /// Where it stands in the text.
  let line: Int

  /// Takes a module inside, whose path begins with its key.
  mutating func append(_ child: PrintedNode) {
    nodeCount += child.nodeCount
    cost += child.cost + child.nodeCount * (child.key.utf8.count + 1)
    children.append(child)
  }

  /// The argument of a name.
  subscript(name: String) -> HyperparameterValue? {
    arguments.first { $0.name == name }?.value
  }

  /// The arguments without a name.
  var positional: [HyperparameterValue] {
    arguments.filter { $0.name == nil }.map(\.value)
  }
}
