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
  /// Where it stands in the text.
  let line: Int

  /// The argument of a name.
  subscript(name: String) -> HyperparameterValue? {
    arguments.first { $0.name == name }?.value
  }

  /// The arguments without a name.
  var positional: [HyperparameterValue] {
    arguments.filter { $0.name == nil }.map(\.value)
  }
}
