import Diagnostics
import JSONText

/// What the inputs and outputs of an exported graph are to the model.
struct ExportSignature {
  /// What an input of the graph is.
  enum Input {
    /// A parameter, buffer or constant of the model, by its name in the file.
    case weight(name: String)
    /// An argument of the model's forward.
    case user
    /// A value that was fixed at the export.
    case constant(JSONNode?)
    /// An order of effects, or an object of a class of one's own, which the graph may not use.
    case other(String)
  }

  /// What an output of the graph is.
  enum Output {
    /// A result of the model's forward.
    case user
    /// The new value of a buffer.
    case mutation(of: String)
    /// The new value of an argument.
    case inputMutation(of: String)
    case other
  }

  /// One for each input of the graph, by the input's name in the graph, for those that have one.
  private(set) var inputs: [String: Input] = [:]
  /// One for each output of the graph.
  private(set) var outputs: [Output] = []

  /// Reads the signature.
  ///
  /// - Parameter graph: the graph, whose outputs the oldest releases describe by name only.
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for a signature that cannot be followed.
  init(_ node: JSONNode, of graph: JSONNode) throws(Diagnostic) {
    guard let specifications = node.present("input_specs") else {
      try readMaps(node, of: graph)
      return
    }
    for item in specifications.items {
      let union = try ExportUnion(item)
      switch union.tag {
      case "parameter":
        inputs[try Self.argument(union.value)] = .weight(
          name: try union.value.neededText("parameter_name"))
      case "buffer":
        inputs[try Self.argument(union.value)] = .weight(
          name: try union.value.neededText("buffer_name"))
      case "tensor_constant":
        inputs[try Self.argument(union.value)] = .weight(
          name: try union.value.neededText("tensor_constant_name"))
      case "user_input":
        // A value that is no tensor has no name; it is read from the graph's own list.
        let argument = try ExportUnion(try union.value.needed("arg"))
        if let name = argument.value["name"]?.string ?? argument.value["as_name"]?.string {
          inputs[name] = .user
        }
      case "constant_input":
        inputs[try union.value.neededText("name")] = .constant(union.value.present("value"))
      default:
        if let name = try? Self.argument(union.value) { inputs[name] = .other(union.tag) }
      }
    }
    for item in try node.needed("output_specs").items {
      let union = try ExportUnion(item)
      switch union.tag {
      case "user_output": outputs.append(.user)
      case "buffer_mutation":
        outputs.append(.mutation(of: try union.value.neededText("buffer_name")))
      case "parameter_mutation":
        outputs.append(.mutation(of: try union.value.neededText("parameter_name")))
      case "user_input_mutation":
        outputs.append(.inputMutation(of: try union.value.neededText("user_input_name")))
      case "loss_output": outputs.append(.user)
      default: outputs.append(.other)
      }
    }
  }

  /// The form of 2.1: names of the graph's inputs by what they are.
  private mutating func readMaps(_ node: JSONNode, of graph: JSONNode) throws(Diagnostic) {
    for key in ["inputs_to_parameters", "inputs_to_buffers", "inputs_to_lifted_tensor_constants"] {
      for member in node.present(key)?.members.map({ $0 }) ?? [] {
        guard let name = member.value.string else {
          throw Diagnostic(
            .torchExportMalformed, "'\(key)' has to give names", at: member.value.location)
        }
        inputs[member.name] = .weight(name: name)
      }
    }
    for item in node.present("user_inputs")?.items.map({ $0 }) ?? [] {
      if let name = item.string { inputs[name] = .user }
    }
    let mutations = node.present("buffers_to_mutate")
    for item in try graph.needed("outputs").items {
      let name = try ExportUnion(item).value["name"]?.string
      if let name, let buffer = mutations?[name]?.string {
        outputs.append(.mutation(of: buffer))
      } else {
        outputs.append(.user)
      }
    }
  }

  private static func argument(_ node: JSONNode) throws(Diagnostic) -> String {
    try node.needed("arg").neededText("name")
  }
}
