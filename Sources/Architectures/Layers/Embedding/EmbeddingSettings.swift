import Checkpoints
import Diagnostics
import ModelIR

/// What embeddings share: a table of vectors and how lookups treat it.
struct EmbeddingSettings: Sendable {
  let vocabulary: Int
  let width: Int
  let parameter: ModuleTree.Parameter
  let paddingIndex: HyperparameterValue
  /// The norm that lookups cut vectors to, nothing for none.
  let maximumNorm: HyperparameterValue
  let normType: HyperparameterValue
  let scalesGradients: Bool
  let isSparse: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    vocabulary = try settings.integer(
      "num_embeddings", solved: settings.storedSize("weight", axis: 0),
      in: LayerSettings.sizeRange)
    width = try settings.integer(
      "embedding_dim", solved: settings.storedSize("weight", axis: 1), in: LayerSettings.sizeRange)
    if settings.present("padding_idx") == nil {
      paddingIndex = .none
    } else {
      let index = try settings.integer("padding_idx", in: -vocabulary...vocabulary - 1)
      paddingIndex = .integer(index < 0 ? index + vocabulary : index)
    }
    maximumNorm =
      settings.present("max_norm") == nil ? .none : try settings.writtenNumber("max_norm").written
    normType = try settings.writtenNumber("norm_type", default: .number(2)).written
    scalesGradients = try settings.boolean("scale_grad_by_freq", default: false)
    isSparse = try settings.boolean("sparse", default: false)
    parameter = try settings.parameter("weight", [vocabulary, width])
  }

  /// The settings by name.
  var hyperparameters: Hyperparameters {
    [
      "num_embeddings": .integer(vocabulary), "embedding_dim": .integer(width),
      "padding_idx": paddingIndex, "max_norm": maximumNorm, "norm_type": normType,
      "scale_grad_by_freq": .boolean(scalesGradients), "sparse": .boolean(isSparse),
    ]
  }

  /// What is printed of the norm and the gradients where it is not the default.
  var normText: String {
    var text = ""
    if maximumNorm != .none { text += ", max_norm=\(maximumNorm)" }
    if normType.number != 2 { text += ", norm_type=\(normType)" }
    if scalesGradients { text += ", scale_grad_by_freq=True" }
    return text
  }

  /// The vectors of indices.
  ///
  /// - Throws: ``DiagnosticCode/layerUnsupported`` for lookups that change the table.
  func vectors(
    of inputs: [ValueID], rank: ClosedRange<Int>, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    let indices = try context.single(inputs, rank: rank)
    guard maximumNorm == .none else {
      throw context.unsupported(
        "max_norm is \(maximumNorm): every lookup would change the stored vectors")
    }
    guard context.elementType(indices).isInteger else {
      throw context.problem(
        "indices are expected, the input is of type \(context.elementType(indices)); "
          + "give it with --input-shape as i64[…]")
    }
    return try context.add(
      Embedding(), try context.parameter("weight"), indices, named: "Embedding")
  }
}
