import Diagnostics
import ModelIR

/// Attention of several heads over `(features, length, batch)`; gives the result and the scores, whose
/// sizes are `(keys, queries, heads, batch)`.
///
/// One input is query, key and value; of two the second is key and value.
///
/// | release | fields |
/// |---|---|
/// | 0.13.15 and later | nheads, q_proj, k_proj, v_proj, attn_drop, out_proj |
struct MultiHeadAttention: FluxLayer {
  static let typeNames = ["MultiHeadAttention"]

  let headCount: Int
  let query: FluxModule
  let key: FluxModule
  let value: FluxModule
  let dropout: FluxModule
  let output: FluxModule

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 6 else { throw fields.unknownEra() }
    headCount = try fields.integer(0, "nheads")
    guard headCount >= 1 else {
      throw fields.malformed("a MultiHeadAttention has \(headCount) heads, at least 1 is needed")
    }
    query = try fields.module(1, "q_proj")
    key = try fields.module(2, "k_proj")
    value = try fields.module(3, "v_proj")
    dropout = try fields.module(4, "attn_drop")
    output = try fields.module(5, "out_proj")
  }

  var text: String {
    FluxText.call("MultiHeadAttention", [sizes].compactMap(\.self), ["nheads=\(headCount)"])
  }

  /// Features going in, inside and coming out, each once if they are the same for all.
  private var sizes: String? {
    let projections = [query, key, value].compactMap { $0.layer as? Dense }
    guard projections.count == 3, let out = (output.layer as? Dense)?.outputCount else {
      return nil
    }
    let ins = FluxText.compactTuple(projections.map(\.inputCount))
    let inside = FluxText.compactTuple([projections[1].outputCount, projections[2].outputCount])
    return "\(ins) => \(inside) => \(out)"
  }

  var children: [FluxChild] {
    [
      FluxChild(path: "q_proj", module: query), FluxChild(path: "k_proj", module: key),
      FluxChild(path: "v_proj", module: value), FluxChild(path: "attn_drop", module: dropout),
      FluxChild(path: "out_proj", module: output),
    ]
  }

  var inputExpectation: FluxInputExpectation {
    let parts = [query, key, value].map { module -> FluxInputExpectation in
      guard case .features(let count, let type) = module.inputExpectation else {
        return module.inputExpectation
      }
      return .sequence(features: count, type, .featuresTimeBatch)
    }
    if parts[0] == parts[1], parts[1] == parts[2] { return parts[0] }
    return .tuple(parts[1] == parts[2] ? Array(parts.prefix(2)) : parts)
  }

  var era: FluxEra { .since("0.13.15") }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let inputs = input.branches
    guard (1...3).contains(inputs.count) else {
      throw Diagnostic(
        .fluxTupleInput,
        "a MultiHeadAttention takes query, key and value, \(inputs.count) tensors are given",
        at: lowering.place)
    }
    let others =
      inputs.count == 3
      ? (inputs[1], inputs[2]) : (inputs[inputs.count - 1], inputs[inputs.count - 1])
    let q = try heads(query, inputs[0], in: &lowering)
    let k = try heads(key, others.0, in: &lowering)
    let v = try heads(value, others.1, in: &lowering)

    let transposed = try lowering.builder.add(Transpose(axes: [0, 1, 3, 2]), k)
    let products = try lowering.builder.add(MatMul(), q, transposed)
    guard let size = lowering.shape(q)[3].size, size > 0 else {
      throw Diagnostic(
        .fluxNotExportable, "the number of features of a head is not known", at: lowering.place)
    }
    let scale = try lowering.scalar(1 / Double(size).squareRoot(), like: products)
    let scaled = try lowering.builder.add(Multiply(), products, scale)
    let scores = try lowering.builder.add(Softmax(axis: 3), scaled)

    let mixed = try lowering.builder.add(MatMul(), scores, v)
    let byToken = try lowering.builder.add(Transpose(axes: [0, 2, 1, 3]), mixed)
    let joined = try lowering.builder.add(Flatten(startAxis: 2, endAxis: 3), byToken)
    return .tuple([try lowering.lower(output, .tensor(joined)), .tensor(scores)])
  }

  /// A projection cut into heads: `[batch, heads, length, features]`.
  private func heads(
    _ projection: FluxModule, _ input: FluxValue, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> ValueID {
    let projected = try lowering.tensor(try lowering.lower(projection, input))
    try lowering.requireRank(
      3...3, of: projected, "a MultiHeadAttention takes (features, length, batch)")
    guard let features = lowering.shape(projected)[2].size, features % headCount == 0 else {
      throw Diagnostic(
        .fluxMalformedLayer,
        "\(lowering.shape(projected)[2]) features do not divide into \(headCount) heads",
        at: lowering.place)
    }
    // The features of a head lie next to each other.
    let target: [ReshapeDimension] = [
      .copied(fromAxis: 0), .copied(fromAxis: 1), .size(headCount), .size(features / headCount),
    ]
    let cut = try lowering.builder.add(Reshape(target: target), projected)
    return try lowering.builder.add(Transpose(axes: [0, 2, 1, 3]), cut)
  }
}
