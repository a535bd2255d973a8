public import Diagnostics
import ModelIR

/// Takes weights from one framework's names and layouts to another's.
///
/// The way leads over PyTorch's: a framework needs rules to there and back only. What kind of layer
/// owns a tensor is known from the model's modules, or told by names, ranks and neighbours.
public struct CheckpointTranslation: Sendable {
  /// The framework to translate to; unspecified changes nothing but what the rewrites say.
  public let target: Framework
  /// The modules of the model in the vocabulary of the source or of the target, which tell kinds of
  /// layers; nothing where only names and sizes do.
  public let modules: ModuleTree?
  /// The user's own changes of names, which come last.
  public let rewrites: [NameRewrite]

  /// Makes a translation.
  public init(to target: Framework, modules: ModuleTree? = nil, rewrites: [NameRewrite] = []) {
    self.target = target
    self.modules = modules
    self.rewrites = rewrites
  }

  /// Whether an entry is the number of batches that a normalisation of PyTorch has seen, which no other
  /// framework has.
  public static func countsBatches(_ name: String) -> Bool {
    LayerTensor.split(name).name == TrackedBatches.name
  }

  /// The checkpoint under the target's names and in its layouts.
  ///
  /// Nothing is read but the biases of recurrent layers that have to be added, and the moving deviations
  /// of Flux's oldest releases.
  ///
  /// - Throws: a list with every pair of entries that would get the same name, a diagnostic for a
  ///   rewrite that cannot be read, and what reading raises.
  public func apply(
    to checkpoint: Checkpoint, diagnostics: DiagnosticCollector
  ) throws -> Checkpoint {
    let rewriter = try NameRewriter(rewrites)
    var result = checkpoint
    let source =
      checkpoint.framework == .unspecified
      ? FrameworkGuess.framework(of: checkpoint.entries.map(\.name)) : checkpoint.framework
    if target != .unspecified, source != .unspecified, source != target {
      var notes = TranslationNotes(to: target)
      let tensors = try translated(
        checkpoint.entries.map { LayerTensor($0) }, from: source, notes: &notes)
      notes.emit(to: diagnostics)
      result.entries = tensors.map {
        Checkpoint.Entry(name: $0.fullName, weight: $0.weight, facts: $0.facts)
      }
      result.moduleVersions = [:]
    }
    if target != .unspecified { result.framework = target }
    if !rewrites.isEmpty {
      result.entries = rewriter.apply(to: result.entries, diagnostics: diagnostics)
      result.moduleVersions = [:]
    }
    if let collisions = NameCollisions.list(of: result.entries) { throw collisions }
    return result
  }

  private func translated(
    _ original: [LayerTensor], from source: Framework, notes: inout TranslationNotes
  ) throws -> [LayerTensor] {
    let known = KnownLayers(modules)
    var tensors = original
    switch source {
    case .flux: try FluxVocabulary(known: known).toPyTorch(&tensors, notes: &notes)
    case .mindspore: MindSporeVocabulary(known: known).toPyTorch(&tensors)
    case .pytorch, .unspecified:
      for index in tensors.indices {
        tensors[index].role = PositionalTensors.role(of: tensors[index])
      }
    }
    let inferred = LayerInference.assignRoles(to: &tensors, known: known)
    for index in tensors.indices
    where tensors[index].role.kind == .dense && known.isTransposed(tensors[index]) {
      tensors[index].role = LayerRole(.embedding)
      if source == .flux { tensors[index].weight = tensors[index].weight.transposed(by: [1, 0]) }
    }
    if source == .flux { RecurrentWeights.completeBiases(&tensors, notes: &notes) }
    switch target {
    case .flux:
      for tensor in tensors
      where tensor.role.kind == .layerNormalization && tensor.name == "weight"
        && inferred.contains(tensor.path)
      {
        notes.add(.assumed, tensor.path)
      }
      try FluxVocabulary(known: known).fromPyTorch(&tensors, notes: &notes)
    case .mindspore: MindSporeVocabulary(known: known).fromPyTorch(&tensors, notes: &notes)
    case .pytorch: TrackedBatches.complete(&tensors, notes: &notes)
    case .unspecified: break
    }
    return tensors
  }
}
