import Checkpoints
import Diagnostics
import ModelIR

/// The projections in front of an attention, whose tensors are joined where sizes agree.
struct AttentionProjection {
  /// The features of a query.
  let size: Int
  /// Whether the three matrices are one tensor.
  let isJoined: Bool
  /// Whether there are biases, which are always joined.
  let hasBias: Bool

  /// The tensors in the framework's order.
  func parameters(
    _ settings: LayerSettings, keySize: Int, valueSize: Int
  ) throws(Diagnostic) -> [ModuleTree.Parameter] {
    var parameters: [ModuleTree.Parameter] = []
    if isJoined {
      parameters.append(try settings.parameter("in_proj_weight", [3 * size, size]))
    } else {
      parameters.append(try settings.parameter("q_proj_weight", [size, size]))
      parameters.append(try settings.parameter("k_proj_weight", [size, keySize]))
      parameters.append(try settings.parameter("v_proj_weight", [size, valueSize]))
    }
    if hasBias { parameters.append(try settings.parameter("in_proj_bias", [3 * size])) }
    return parameters
  }

  /// Query, key and value of one input, by one product where the matrices are joined.
  func selfProjected(
    _ x: ValueID, in context: inout LayerContext
  ) throws(Diagnostic) -> (ValueID, ValueID, ValueID) {
    guard isJoined else { return try projected(x, x, x, in: &context) }
    let weight = try joinedWeight(in: context).transposed(by: [1, 0])
    let bias =
      hasBias ? context.add(weight: try joinedBias(in: context), named: "in_proj_bias") : nil
    let all = try context.add(
      Linear(), x, context.add(weight: weight, named: "in_proj_weight"), bias)
    let parts = try context.builder.addNode(Split(axis: 2, sizes: [size, size, size]), [all])
    guard parts.count == 3 else { throw context.problem("three projections are expected") }
    return (parts[0], parts[1], parts[2])
  }

  /// Query, key and value of an input each.
  func projected(
    _ query: ValueID, _ key: ValueID, _ value: ValueID, in context: inout LayerContext
  ) throws(Diagnostic) -> (ValueID, ValueID, ValueID) {
    (
      try projected(query, 0, "q_proj_weight", in: &context),
      try projected(key, 1, "k_proj_weight", in: &context),
      try projected(value, 2, "v_proj_weight", in: &context)
    )
  }

  private func projected(
    _ x: ValueID, _ part: Int, _ name: String, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    let rows = part * size..<(part + 1) * size
    let weight =
      isJoined
      ? try joinedWeight(in: context).sliced(along: 0, rows) : try context.weight(name, rank: 2)
    let kernel = context.add(weight: weight.transposed(by: [1, 0]), named: name)
    guard hasBias else { return try context.add(Linear(), x, kernel) }
    let bias = try joinedBias(in: context).sliced(along: 0, rows)
    return try context.add(Linear(), x, kernel, context.add(weight: bias, named: "in_proj_bias"))
  }

  private func joinedWeight(in context: LayerContext) throws(Diagnostic) -> Weight {
    try joined("in_proj_weight", rank: 2, in: context)
  }

  private func joinedBias(in context: LayerContext) throws(Diagnostic) -> Weight {
    try joined("in_proj_bias", rank: 1, in: context)
  }

  private func joined(
    _ name: String, rank: Int, in context: LayerContext
  ) throws(Diagnostic) -> Weight {
    let weight = try context.weight(name, rank: rank)
    guard weight.shape[0] == 3 * size else {
      throw context.problem("'\(name)' has \(weight.shape[0]) rows, \(3 * size) are expected")
    }
    return weight
  }
}
