import Diagnostics
import ModelIR

/// The weight of an embedding, whose columns are the tokens' vectors.
struct EmbeddingTable: Sendable {
  let weight: JuliaArray

  init(decoding fields: FluxFields) throws(Diagnostic) {
    weight = try fields.array(0, "weight")
    guard weight.dimensions.count == 2 else {
      throw fields.malformed(
        "the weight of an embedding has 2 dimensions, this is \(weight.summary)")
    }
  }

  /// How many tokens there are.
  var vocabulary: Int { weight.dimensions[1] }
  /// The sizes as Flux prints them.
  var text: String { "\(vocabulary) => \(weight.dimensions[0])" }

  /// The vectors of tokens: by their numbers from 1, or as a product with one-hot vectors if the input
  /// holds no integers.
  func vectors(
    of tokens: ValueID, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> ValueID {
    let table = try lowering.weight(weight, "weight")
    guard lowering.builder.type(of: tokens).elementType.isInteger else {
      let oneHot = try lowering.matched(tokens, to: weight)
      return try lowering.builder.add(MatMul(), oneHot, table)
    }
    let indices = try lowering.builder.add(Subtract(), tokens, try lowering.scalar(1, like: tokens))
    return try lowering.builder.add(ModelIR.Embedding(), table, indices)
  }
}
