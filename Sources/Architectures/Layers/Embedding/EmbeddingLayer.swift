import Checkpoints
import Diagnostics
import ModelIR

/// A vector for each index.
///
/// | setting | default |
/// |---|---|
/// | num_embeddings, embedding_dim | solved from `weight` |
/// | padding_idx | `None`; matters in training only |
/// | max_norm | `None`; another value cannot be converted |
/// | norm_type, scale_grad_by_freq, sparse | 2, false, false |
struct EmbeddingLayer: Layer {
  static let kinds = ["Embedding"]

  private let table: EmbeddingSettings

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    table = try EmbeddingSettings(&settings)
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters { table.hyperparameters }
  var parameters: [ModuleTree.Parameter] { [table.parameter] }

  var extraText: String {
    var text = "\(table.vocabulary), \(table.width)"
    if table.paddingIndex != .none { text += ", padding_idx=\(table.paddingIndex)" }
    text += table.normText
    if table.isSparse { text += ", sparse=True" }
    return text
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    [try table.vectors(of: inputs, rank: 0...8, in: &context)]
  }
}
