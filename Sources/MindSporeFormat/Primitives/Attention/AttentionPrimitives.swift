import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Attention as one primitive.
  static let attention: [MindSporePrimitive] = [
    MindSporePrimitive(
      """
      FlashAttentionScore(query, key, value, real_shift=None, drop_mask=None, padding_mask=None, \
      attn_mask=None, prefix=None, actual_seq_qlen=None, actual_seq_kvlen=None, head_num=1, \
      keep_prob=1.0, scale_value=1.0, pre_tokens=2147483647, next_tokens=2147483647, \
      inner_precise=0, input_layout='BSH', sparse_mode=0)
      """
    ) { call throws(Diagnostic) in
      let score = try FlashAttention(call)
      return [.failed, .failed, .failed, call.argument(try score.build())]
    }
  ]
}

/// Attention over heads that lie in one of several layouts.
private struct FlashAttention {
  private let call: ATenCall
  private let layout: String
  private let headCount: Int

  private static let layouts = ["bsh", "bnsd", "sbh", "bsnd"]

  init(_ call: ATenCall) throws(Diagnostic) {
    self.call = call
    layout = try call.choice("input_layout", Self.layouts)
    headCount = try call.integer("head_num")
    for argument in ["real_shift", "padding_mask", "prefix", "actual_seq_qlen", "actual_seq_kvlen"]
    {
      guard !call.isGiven(argument) else { throw call.unsupported("the argument '\(argument)'") }
    }
    guard try call.integer("sparse_mode") == 0 else { throw call.unsupported("a sparse mode") }
    guard headCount > 0 else { throw call.problem("has \(headCount) heads") }
  }

  func build() throws(Diagnostic) -> ValueID {
    let query = try heads("query")
    let key = try heads("key")
    let value = try heads("value")
    var mask = ATenValue.none
    if call.isGiven("attn_mask") {
      // What is true there is left out.
      let hidden = try call.context.cast(try call.tensor("attn_mask"), to: .bool)
      mask = call.argument(try call.add(Not(), hidden))
    }
    let result = try call.atenTensor(
      "scaled_dot_product_attention", call.argument(query), call.argument(key),
      call.argument(value), mask, .number(0), .boolean(false), call.value("scale_value"),
      .boolean(call.shape(query)[1] != call.shape(key)[1]))
    switch layout {
    case "bsh":
      return try joined(try call.add(Transpose(axes: [0, 2, 1, 3]), result))
    case "sbh":
      return try joined(try call.add(Transpose(axes: [2, 0, 1, 3]), result))
    case "bsnd": return try call.add(Transpose(axes: [0, 2, 1, 3]), result)
    default: return result
    }
  }

  /// An operand as `[batch, heads, sequence, size]`.
  private func heads(_ argument: String) throws(Diagnostic) -> ValueID {
    let x = try call.tensor(argument)
    let shape = call.shape(x)
    guard shape.rank == (layout.count == 3 ? 3 : 4) else {
      throw call.problem("takes \(layout) as '\(argument)', it has the shape \(shape)")
    }
    switch layout {
    case "bnsd": return x
    case "bsnd": return try call.add(Transpose(axes: [0, 2, 1, 3]), x)
    default:
      guard let width = shape[2].size,
        let querySize = call.shape(try call.tensor("query")).dimensions.last?.size,
        querySize.isMultiple(of: headCount), querySize > 0
      else { throw call.unsupported("heads of open size") }
      let size = querySize / headCount
      guard width.isMultiple(of: size) else { throw call.problem("cuts \(width) into \(size)") }
      let split = try call.context.reshape(
        x, to: [shape[0], shape[1], .fixed(width / size), .fixed(size)])
      return try call.add(
        Transpose(axes: layout == "bsh" ? [0, 2, 1, 3] : [1, 2, 0, 3]), split)
    }
  }

  /// Heads next to each other along the last axis.
  private func joined(_ x: ValueID) throws(Diagnostic) -> ValueID {
    let shape = call.shape(x)
    return try call.context.reshape(x, to: [shape[0], shape[1], shape[2] * shape[3]])
  }
}
