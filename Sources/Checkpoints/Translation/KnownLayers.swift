import ByteIO
import ModelIR

/// What is known of a model's layers before its tensors are looked at: their roles, and the sizes of
/// their tensors in PyTorch's names and layouts.
struct KnownLayers {
  private var roles: [ExactName: LayerRole] = [:]
  private var shapes: [ExactName: [Int]] = [:]
  private var groups: [ExactName: Int] = [:]

  /// Takes the modules of a tree in any framework's vocabulary; nothing is known without one.
  ///
  /// Another file's weights are a tree without layers, whose names and sizes tell the same as theirs do.
  init(_ tree: ModuleTree?) {
    guard let tree else { return }
    var open = [tree]
    while let module = open.popLast() {
      if let role = LayerRole(kind: module.kind) {
        let path = ExactName(FluxPaths.fromFlux(module.path))
        roles[path] = role
        if role.kind == .depthwiseConvolution {
          groups[path] = module.parameters.first { $0.name == "weight" }?.shape.last
        }
      }
      open += module.children.reversed()
    }
    var tensors = tree.expectedEntries.compactMap { entry in
      Weight(absent: "only its sizes count", entry.elementType, shape: entry.shape)
        .map { LayerTensor(Checkpoint.Entry(name: entry.name, weight: $0)) }
    }
    var notes = TranslationNotes(to: .pytorch)
    switch FrameworkGuess.framework(of: tensors.map(\.fullName)) {
    case .flux: try? FluxVocabulary(known: self).toPyTorch(&tensors, notes: &notes)
    case .mindspore: MindSporeVocabulary(known: self).toPyTorch(&tensors)
    case .pytorch, .unspecified: break
    }
    _ = LayerInference.assignRoles(to: &tensors, known: self)
    for tensor in tensors {
      shapes[ExactName(tensor.fullName)] = tensor.weight.shape
      if roles[ExactName(tensor.path)] == nil { roles[ExactName(tensor.path)] = tensor.role }
    }
  }

  /// The role of the layer at a path that is written as PyTorch writes it.
  subscript(path: String) -> LayerRole? { roles[ExactName(path)] }

  /// The sizes of a tensor under its name in PyTorch.
  func shape(of tensor: LayerTensor) -> [Int]? { shapes[ExactName(tensor.fullName)] }

  /// How many groups a convolution of Flux has that works on every channel by itself.
  func groupCount(_ path: String) -> Int? { groups[ExactName(path)] }

  /// Whether a matrix lies the other way round than the model has it.
  func isTransposed(_ tensor: LayerTensor) -> Bool {
    guard tensor.weight.shape.count == 2, let known = shape(of: tensor) else { return false }
    return known != tensor.weight.shape && known == tensor.weight.shape.reversed()
  }
}
