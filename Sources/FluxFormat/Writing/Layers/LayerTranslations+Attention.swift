import Checkpoints
import ModelIR

extension LayerTranslations {
  /// Attention of a sequence to itself.
  static let attention: [String: Translation] = [
    "MultiheadAttention": { layer, rank in
      if layer.boolean("add_bias_kv") || layer.boolean("add_zero_attn") {
        throw layer.inexpressible("keys and values are added to (add_bias_kv, add_zero_attn)")
      }
      let size = try layer.integer("embed_dim")
      guard try layer.integer("kdim") == size, try layer.integer("vdim") == size else {
        throw layer.inexpressible("keys or values have sizes of their own (kdim, vdim)")
      }
      var projections: [WrittenValue] = []
      for index in 0..<3 {
        projections.append(try projection(layer, index, size).value)
      }
      let output = try dense(
        layer, "out_proj.weight", bias: layer.bias("out_proj.bias")
      ).value
      let noise = dropout(probability: layer.settings["dropout"]?.number ?? 0).value
      rank = 3
      let layers: [TranslatedLayer] = [
        .finished(
          .flux(
            "MultiHeadAttention",
            [.type(projections[0].type), .type(noise.type), .type(output.type)],
            [.integer(try layer.integer("num_heads"))] + projections + [noise, output])),
        // Beside the result Flux gives the scores.
        .finished(.base("first")),
      ]
      if layer.boolean("batch_first") { return layers }
      let turn = TranslatedLayer.finished(TranslatedSequence.permutation([1, 3, 2]))
      return [turn] + layers + [turn]
    }
  ]

  /// One of the three parts of `in_proj_weight`: for queries, keys, values.
  private static func projection(
    _ layer: SourceLayer, _ index: Int, _ size: Int
  ) throws -> TranslatedLayer {
    let rows = index * size..<(index + 1) * size
    let bias =
      layer.has("in_proj_bias")
      ? try layer.array(layer.tensor("in_proj_bias").sliced(along: 0, rows)) : .boolean(false)
    return dense(
      try layer.array(layer.tensor("in_proj_weight").sliced(along: 0, rows)), bias)
  }
}
