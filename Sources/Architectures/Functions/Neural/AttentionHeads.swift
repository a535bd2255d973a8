import Diagnostics
import ModelIR

/// The way from features to the heads of an attention and back, with several query heads for a key's
/// where there are fewer of these.
struct AttentionHeads {
  /// How many heads queries have.
  let count: Int
  /// How many heads keys and values have, a divisor of ``count``.
  let keyCount: Int

  /// Whether several query heads share a key head; a group's axis then follows the key heads'.
  var isGrouped: Bool { keyCount != count }

  /// `[batch, sequence, features]` as `[batch, heads, sequence, …]`, or with groups
  /// `[batch, key heads, group, sequence, …]`.
  func split(query: ValueID, in context: inout LayerContext) throws(Diagnostic) -> ValueID {
    guard isGrouped else { return try split(query, count, in: &context) }
    let parts = try context.add(
      Reshape(
        target: [
          .copied(fromAxis: 0), .copied(fromAxis: 1), .size(keyCount), .size(count / keyCount),
          .inferred,
        ]), query)
    return try context.add(Transpose(axes: [0, 2, 3, 1, 4]), parts)
  }

  /// The same for keys and values, with a group's axis of size 1.
  func split(key: ValueID, in context: inout LayerContext) throws(Diagnostic) -> ValueID {
    let parts = try split(key, keyCount, in: &context)
    return isGrouped ? try context.add(Unsqueeze(axes: [2]), parts) : parts
  }

  /// Back to `[batch, sequence, features]`.
  func join(_ value: ValueID, in context: inout LayerContext) throws(Diagnostic) -> ValueID {
    let order = isGrouped ? [0, 3, 1, 2, 4] : [0, 2, 1, 3]
    let ordered = try context.add(Transpose(axes: order), value)
    return try context.add(
      Reshape(target: [.copied(fromAxis: 0), .copied(fromAxis: 1), .inferred]), ordered)
  }

  private func split(
    _ value: ValueID, _ count: Int, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    let isSplit = context.rank(value) == 4 && context.shape(value)[2].size == count
    let parts =
      isSplit
      ? value
      : try context.add(
        Reshape(
          target: [.copied(fromAxis: 0), .copied(fromAxis: 1), .size(count), .inferred]), value)
    return try context.add(Transpose(axes: [0, 2, 1, 3]), parts)
  }
}
