import Checkpoints
import Diagnostics
import ModelIR

/// One vector for each row of indices: their vectors' sum, mean or maximum.
///
/// | setting | default |
/// |---|---|
/// | num_embeddings, embedding_dim | solved from `weight` |
/// | mode | `mean`; `sum`, `max` |
/// | padding_idx | `None`; the index whose vectors are left out |
/// | max_norm | `None`; another value cannot be converted |
/// | norm_type, scale_grad_by_freq, sparse, include_last_offset | 2, false, false, false |
struct EmbeddingBagLayer: Layer {
  static let kinds = ["EmbeddingBag"]

  private let table: EmbeddingSettings
  private let mode: String
  private let includesLastOffset: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    table = try EmbeddingSettings(&settings)
    mode = try settings.choice("mode", of: ["mean", "sum", "max"], default: "mean")
    includesLastOffset = try settings.boolean("include_last_offset", default: false)
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters {
    table.hyperparameters.merging([
      "mode": .text(mode), "include_last_offset": .boolean(includesLastOffset),
    ])
  }

  var parameters: [ModuleTree.Parameter] { [table.parameter] }

  var extraText: String {
    "\(table.vocabulary), \(table.width)\(table.normText), mode='\(mode)'"
      + (table.paddingIndex == .none ? "" : ", padding_idx=\(table.paddingIndex)")
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    guard inputs.count == 1 else {
      throw context.unsupported("bags that are given by offsets or weights cannot be converted")
    }
    let vectors = try table.vectors(of: inputs, rank: 2...2, in: &context)
    guard let padding = table.paddingIndex.integer else {
      return [try reduced(vectors, in: &context)]
    }
    guard mode != "max" else {
      throw context.unsupported("an EmbeddingBag of mode 'max' with a padding_idx")
    }
    let index = try context.scalar(Double(padding), like: inputs[0])
    let isKept = try context.add(NotEqual(), inputs[0], index)
    let kept = try context.add(
      Unsqueeze(axes: [2]), try context.add(Cast(to: context.elementType(vectors)), isKept))
    let sum = try context.add(
      ReduceSum(axes: [1], keepsAxes: false), try context.add(Multiply(), vectors, kept))
    guard mode == "mean" else { return [sum] }
    let count = try context.add(ReduceSum(axes: [1], keepsAxes: false), kept)
    let divisor = try context.add(Maximum(), count, try context.scalar(1, like: vectors))
    return [try context.add(Divide(), sum, divisor)]
  }

  private func reduced(
    _ vectors: ValueID, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    switch mode {
    case "sum": try context.add(ReduceSum(axes: [1], keepsAxes: false), vectors)
    case "max": try context.add(ReduceMax(axes: [1], keepsAxes: false), vectors)
    default: try context.add(ReduceMean(axes: [1], keepsAxes: false), vectors)
    }
  }
}
