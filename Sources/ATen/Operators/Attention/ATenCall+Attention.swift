import Diagnostics
import ModelIR

extension ATenCall {
  /// The averages of the values; dropout has no meaning in inference.
  ///
  /// - Parameters:
  ///   - mask: the argument that has the mask, if there is one.
  ///   - groups: whether several heads of the query may share one of the key and the value.
  func attention(mask: String?, groups: Bool = false) throws(Diagnostic) -> ValueID {
    let query = try tensor("query")
    let key = try tensor("key")
    let value = try tensor("value")
    let mask = try mask.flatMap { mask throws(Diagnostic) in try optionalTensor(mask) }
    let attention = ScaledDotProductAttention(
      scale: try optionalNumber("scale"), isCausal: try boolean("is_causal"))
    if groups, rank(query) >= 3, rank(key) == rank(query), rank(value) == rank(query) {
      return try groupedAttention(attention, query, key, value, mask)
    }
    return try add(attention, query, key, value, try attentionMask(mask, like: query))
  }

  /// Attention with fewer heads of keys and values: an axis of heads that share one follows the heads.
  private func groupedAttention(
    _ attention: ScaledDotProductAttention, _ query: ValueID, _ key: ValueID, _ value: ValueID,
    _ mask: ValueID?
  ) throws(Diagnostic) -> ValueID {
    let axis = rank(query) - 3
    let heads = shape(query)[axis]
    let shared = shape(key)[axis]
    if heads.isProvablyEqual(to: shared), heads.isProvablyEqual(to: shape(value)[axis]) {
      return try add(attention, query, key, value, try attentionMask(mask, like: query))
    }
    guard shared.isProvablyEqual(to: shape(value)[axis]), let heads = heads.size,
      let shared = shared.size, shared > 0, heads.isMultiple(of: shared)
    else {
      throw unsupported(
        "heads of queries \(shape(query)), keys \(shape(key)) and values \(shape(value))")
    }
    let split: [Dimension] = [.fixed(shared), .fixed(heads / shared)]
    var sizes = shape(query).dimensions
    sizes.replaceSubrange(axis...axis, with: split)
    let grouped = try context.reshape(query, to: sizes)
    var raised = try attentionMask(mask, like: query)
    if let mask = raised, rank(mask) >= 3 {
      let own = rank(mask) - 3
      var sizes = shape(mask).dimensions
      sizes.replaceSubrange(own...own, with: sizes[own].size == 1 ? [1, 1] : split)
      raised = try context.reshape(mask, to: sizes)
    }
    let y = try add(
      attention, grouped, try add(Unsqueeze(axes: [axis + 1]), key),
      try add(Unsqueeze(axes: [axis + 1]), value), raised)
    var result = shape(query).dimensions
    result[result.count - 1] = shape(y)[rank(y) - 1]
    return try context.reshape(y, to: result)
  }

  /// A mask of truth values, or of numbers in the query's type.
  private func attentionMask(_ mask: ValueID?, like query: ValueID) throws(Diagnostic) -> ValueID? {
    guard let mask else { return nil }
    if elementType(of: mask) == .bool { return mask }
    return try context.cast(mask, to: elementType(of: query))
  }
}
