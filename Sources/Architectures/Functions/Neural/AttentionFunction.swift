import Checkpoints
import Diagnostics
import ModelIR

/// Scaled dot-product attention of query, key and value as `[batch, sequence, features]`.
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
      guard context.rank(input) == 3 else {
        throw context.problem("the \(name) is \(context.shape(input)), three axes are expected")
      }
    }
    var mask: ValueID?
    if hasMask {
      guard context.rank(inputs[3]) == 2 else {
        throw context.problem("the mask is \(context.shape(inputs[3])), two axes are expected")
      }
      let attended = try context.cast(inputs[3], to: .bool)
      mask = try context.add(Unsqueeze(axes: heads.isGrouped ? [1, 2, 3] : [1, 2]), attended)
    }
    let query = try heads.split(query: inputs[0], in: &context)
    let key = try heads.split(key: inputs[1], in: &context)
    let value = try heads.split(key: inputs[2], in: &context)
    let averages = try context.add(attention, query, key, value, mask)
    return [try heads.join(averages, in: &context)]
  }
}
