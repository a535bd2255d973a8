import ByteIO
import Checkpoints
import ModelIR

/// The parameters of a graph as an architecture: names, types and sizes, module by module.
struct ParameterTree {
  private let parameters: [MindSporeGraph.Parameter]

  init(_ parameters: [MindSporeGraph.Parameter]) { self.parameters = parameters }

  /// The tree: one module that has all of them.
  ///
  /// Cells are not told from dots in a name, so that nothing but the names is claimed.
  func tree(text: String) -> ModuleTree {
    ModuleTree(
      path: "", kind: "Cell", text: text,
      parameters: parameters.map { parameter in
        ModuleTree.Parameter(
          name: parameter.checkpointName, elementType: parameter.weight.elementType,
          shape: parameter.weight.shape,
          isTrainable: !parameter.checkpointName.hasSuffix(".moving_mean")
            && !parameter.checkpointName.hasSuffix(".moving_variance"))
      })
  }
}

extension MindSporeProgram {
  /// The program with other elements for some parameters, in the parameters' own element types.
  func replacingWeights(_ weights: [(name: String, weight: Weight)]) -> MindSporeProgram {
    let byName = Dictionary(
      weights.map { (ExactName($0.name), $0.weight) }, uniquingKeysWith: { first, _ in first })
    var graphs = graphs
    graphs[0].parameters = graphs[0].parameters.map { parameter in
      guard let weight = byName[ExactName(parameter.checkpointName)] else { return parameter }
      let type = parameter.weight.elementType
      return MindSporeGraph.Parameter(
        name: parameter.name, checkpointName: parameter.checkpointName,
        weight: Weight.canConvert(weight.elementType, to: type)
          ? weight.converted(to: type) : weight)
    }
    return MindSporeProgram(graphs)
  }
}
