import Checkpoints
import Diagnostics
import ModelIR

/// Scaled dot-product attention of query, key and value as `[batch, sequence, features]`, or with their
/// heads apart as `[batch, sequence, heads, size]`.
struct AttentionFunction: ForwardFunction {
  static let names = ["attention"]

  private let heads: AttentionHeads
  private let attention: ScaledDotProductAttention
  private let hasMask: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let heads = try settings.integer("heads", in: 1...1 << 16)
    let keyHeads = try settings.integer("kv_heads", default: heads, in: 1...heads)
    guard heads.isMultiple(of: keyHeads) else {
      throw settings.invalid("kv_heads", .integer(keyHeads), "a divisor of the \(heads) heads")
    }
    self.heads = AttentionHeads(count: heads, keyCount: keyHeads)
    attention = ScaledDotProductAttention(
      scale: try settings.numberIfGiven("scale"),
      isCausal: try settings.boolean("causal", default: false))
    hasMask = try settings.boolean("mask", default: false)
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let inputs = try context.inputs(inputs, count: hasMask ? 4 : 3)
    for (input, name) in zip(inputs, ["query", "key", "value"]) {
      guard context.rank(input) == 3 || context.rank(input) == 4 else {
        throw context.problem(
          "the \(name) is \(context.shape(input)), three axes are expected, or four with heads")
      }
    }
    let mask = hasMask ? try self.mask(inputs[3], in: &context) : nil
    let query = try heads.split(query: inputs[0], in: &context)
    let key = try heads.split(key: inputs[1], in: &context)
    let value = try heads.split(key: inputs[2], in: &context)
    let averages = try context.add(attention, query, key, value, mask)
    return [try heads.join(averages, in: &context)]
  }

  /// A mask that stretches to the scores: of keys alone, or of heads, queries and keys.
  private func mask(
    _ value: ValueID, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    let rank = context.rank(value)
    guard rank == 2 || rank == 4 else {
      throw context.problem(
        "the mask is \(context.shape(value)); [batch, keys], or four axes that stretch to "
          + "[batch, heads, queries, keys], are expected")
    }
    let attended = try context.cast(value, to: .bool)
    let axes = (rank == 2 ? [1, 2] : []) + (heads.isGrouped ? [rank == 2 ? 3 : 2] : [])
    return axes.isEmpty ? attended : try context.add(Unsqueeze(axes: axes), attended)
  }
}
