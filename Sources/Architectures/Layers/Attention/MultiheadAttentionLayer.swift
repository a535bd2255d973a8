import Checkpoints
import Diagnostics
import ModelIR

/// Attention of several heads between projections of a query, a key and a value.
///
/// | setting | default |
/// |---|---|
/// | num_heads | required: no tensor tells it |
/// | embed_dim, kdim, vdim, bias, add_bias_kv | solved from the tensors |
/// | batch_first, add_zero_attn | false |
/// | dropout | 0.0, without meaning in inference |
///
/// It takes one input (query, key and value alike) or three, and gives the attended values alone, not
/// the weights that the framework gives beside them.
struct MultiheadAttentionLayer: Layer {
  static let kinds = ["MultiheadAttention"]

  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]
  let children: [(name: String, layer: any Layer)]
  private let projection: AttentionProjection
  private let heads: AttentionHeads
  private let isBatchFirst: Bool
  private let additions: AttentionAdditions

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let size = try settings.integer(
      "embed_dim",
      solved: settings.storedSize("out_proj.weight", axis: 0)
        ?? settings.storedSize("in_proj_weight", axis: 1), in: LayerSettings.sizeRange)
    let count = try settings.integer("num_heads", in: LayerSettings.sizeRange)
    guard size.isMultiple(of: count) else {
      throw settings.invalid("num_heads", .integer(count), "a divisor of embed_dim, \(size)")
    }
    heads = AttentionHeads(count: count, keyCount: count)
    let keySize = try settings.size(
      "kdim", solved: settings.storedSize("k_proj_weight", axis: 1), default: size)
    let valueSize = try settings.size(
      "vdim", solved: settings.storedSize("v_proj_weight", axis: 1), default: size)
    let hasBias = try settings.boolean(
      "bias", solved: settings.isStored("in_proj_bias", beside: "out_proj.weight"), default: true)
    let addsBias = try settings.boolean(
      "add_bias_kv", solved: settings.isStored("bias_k", beside: "out_proj.weight"),
      default: false)
    let addsZero = try settings.boolean("add_zero_attn", default: false)
    isBatchFirst = try settings.boolean("batch_first", default: false)
    let dropout = try settings.writtenNumber("dropout", default: .number(0))
    settings.ignore("_qkv_same_embed_dim", "head_dim", "bias_k", "bias_v", "out_proj")
    hyperparameters = [
      "embed_dim": .integer(size), "num_heads": .integer(count), "dropout": dropout.written,
      "bias": .boolean(hasBias), "add_bias_kv": .boolean(addsBias),
      "add_zero_attn": .boolean(addsZero), "kdim": .integer(keySize), "vdim": .integer(valueSize),
      "batch_first": .boolean(isBatchFirst),
    ]
    projection = AttentionProjection(
      size: size, isJoined: keySize == size && valueSize == size, hasBias: hasBias)
    additions = AttentionAdditions(size: size, addsBias: addsBias, addsZero: addsZero)
    parameters =
      try projection.parameters(settings, keySize: keySize, valueSize: valueSize)
      + additions.parameters(settings)
    var output = settings.child(
      "out_proj", kind: "NonDynamicallyQuantizableLinear",
      given: [
        "in_features": .integer(size), "out_features": .integer(size), "bias": .boolean(hasBias),
      ])
    children = [("out_proj", try AttentionOutputLayer(&output))]
    try settings.requireAllTaken()
  }

  var extraText: String { "" }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    guard inputs.count == 1 || inputs.count == 3 else {
      throw context.problem(
        "one input is expected, or query, key and value; \(inputs.count) are given")
    }
    let rank = context.rank(inputs[0])
    guard rank == 2 || rank == 3, inputs.allSatisfy({ context.rank($0) == rank }) else {
      throw context.problem(
        "inputs of 3 axes are expected, the query is \(context.shape(inputs[0]))")
    }
    var batched: [ValueID] = []
    for input in inputs { batched.append(try withBatchFirst(input, in: &context)) }
    let isSelf = Set(batched).count == 1
    var (query, key, value) =
      isSelf
      ? try projection.selfProjected(batched[0], in: &context)
      : try projection.projected(batched[0], batched[1], batched[2], in: &context)
    key = try additions.extended(key, with: "bias_k", in: &context)
    value = try additions.extended(value, with: "bias_v", in: &context)
    query = try heads.split(query: query, in: &context)
    key = try heads.split(key: key, in: &context)
    value = try heads.split(key: value, in: &context)
    let averages = try context.add(ScaledDotProductAttention(), query, key, value)
    var y = try heads.join(averages, in: &context)
    for child in children {
      y = try context.inside(child.name) { (context) throws(Diagnostic) in
        try context.single(try child.layer.build([y], in: &context))
      }
    }
    if rank == 2 { return [try context.add(Squeeze(axes: [0]), y)] }
    return [isBatchFirst ? y : try context.add(Transpose(axes: [1, 0, 2]), y)]
  }

  /// `[batch, sequence, features]` of a value in the layer's own order of axes.
  private func withBatchFirst(
    _ input: ValueID, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    if context.rank(input) == 2 { return try context.add(Unsqueeze(axes: [0]), input) }
    return isBatchFirst ? input : try context.add(Transpose(axes: [1, 0, 2]), input)
  }
}

extension LayerSettings {
  /// A size, which `None` leaves out.
  fileprivate mutating func size(
    _ name: String, solved: Int?, default fallback: Int
  ) throws(Diagnostic) -> Int {
    if value(name) == HyperparameterValue.none { return solved ?? fallback }
    return try integer(name, solved: solved, default: fallback, in: Self.sizeRange)
  }
}
