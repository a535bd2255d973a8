import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators that look up rows.
  static let embeddings: [ATenOperator] = [
    ATenOperator(
      "embedding(weight, indices, padding_idx: int=-1, scale_grad_by_freq: bool=False, sparse: bool=False)"
    ) { call throws(Diagnostic) in
      let weight = try call.tensor("weight")
      let indices = try call.index(try call.tensor("indices"))
      return call.result(try call.add(Embedding(), weight, indices))
    },
    ATenOperator(
      "embedding_bag.padding_idx(weight, indices, offsets, scale_grad_by_freq: bool=False, mode: int=0, sparse: bool=False, per_sample_weights=None, include_last_offset: bool=False, padding_idx: int=None)",
      build: embeddingBag),
    ATenOperator(
      "_embedding_bag(weight, indices, offsets, scale_grad_by_freq: bool=False, mode: int=0, sparse: bool=False, per_sample_weights=None, include_last_offset: bool=False, padding_idx: int=-1)",
      build: embeddingBag),
    ATenOperator(
      "_embedding_bag_forward_only(weight, indices, offsets, scale_grad_by_freq: bool=False, mode: int=0, sparse: bool=False, per_sample_weights=None, include_last_offset: bool=False, padding_idx: int=-1)",
      build: embeddingBag),
    ATenOperator("one_hot(self, num_classes: int=-1)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let depth = try call.integer("num_classes")
      guard depth > 0 else {
        throw call.unsupported("the number of classes follows from the data, give num_classes")
      }
      return call.result(
        try call.add(OneHot(depth: depth, axis: call.rank(x), elementType: .int64), x))
    },
  ]

  @Sendable private static func embeddingBag(
    _ call: ATenCall
  ) throws(Diagnostic) -> [ATenValue] {
    [call.context.tensor(try call.embeddingBag()), .failed, .failed, .failed]
  }
}

extension ATenCall {
  /// The rows of consecutive bags of indices, combined.
  fileprivate func embeddingBag() throws(Diagnostic) -> ValueID {
    let weight = try tensor("weight")
    var indices = try index(try tensor("indices"))
    var padding: Int?
    if isGiven("padding_idx") {
      padding = try integer("padding_idx")
      if let given = padding, given < 0 {
        padding = signature.name == "embedding_bag" ? shape(weight)[0].size.map { $0 + given } : nil
      }
    }
    let mode = try integer("mode")
    guard (0...2).contains(mode), rank(indices) == 1, padding == nil || mode != 2 else {
      throw unsupported("bags combined in mode \(mode)")
    }
    let count = shape(indices)[0]
    var offsets = try index(try tensor("offsets"))
    var bags = shape(offsets)[0]
    if try boolean("include_last_offset") {
      bags = bags - 1
      offsets = try take(AxisRange(axis: 0, size: bags + 1, from: 0, to: bags), of: offsets)
    }
    // Bags of one length are rows of a table.
    if let length = bagLength(offsets: offsets, bags: bags, count: count) {
      let sizes: [Dimension] = [bags, .fixed(length)]
      indices = try context.reshape(indices, to: sizes)
      return try combined(weight, indices, sizes: sizes, mode: mode, padding: padding)
    }
    return try scattered(weight, indices, offsets, bags: bags, mode: mode, padding: padding)
  }

  /// The length of every bag, if their beginnings are at equal distances.
  private func bagLength(offsets: ValueID, bags: Dimension, count: Dimension) -> Int? {
    if let known = context.knownIntegers(offsets), let total = count.size {
      guard !known.isEmpty, total > 0, total.isMultiple(of: known.count) else { return nil }
      let length = total / known.count
      return known == known.indices.map { $0 * length } ? length : nil
    }
    let graph = context.builder.graph
    guard case .result(let node, _) = graph[offsets].origin,
      graph.nodes[node.index].operator.base is DynamicRange
    else { return nil }
    let operands = graph.nodes[node.index].operands.compactMap(\.self)
    guard operands.count == 3, context.knownIntegers(operands[0]) == [0],
      let length = context.knownIntegers(operands[2])?.first, length > 0,
      (bags * length).isProvablyEqual(to: count)
    else { return nil }
    return length
  }

  private func rows(
    _ weight: ValueID, _ indices: ValueID, sizes: [Dimension], padding: Int?
  ) throws(Diagnostic) -> (rows: ValueID, counted: ValueID?) {
    var rows = try add(Embedding(), weight, indices)
    if let weights = try optionalTensor("per_sample_weights") {
      let factors = try context.reshape(weights, to: sizes + [1])
      rows = try add(Multiply(), rows, factors)
    }
    guard let padding else { return (rows, nil) }
    let number = try context.scalar(Double(padding), like: indices)
    let isReal = try context.reshape(try add(NotEqual(), indices, number), to: sizes + [1])
    let counted = try context.cast(isReal, to: elementType(of: rows))
    return (try add(Multiply(), rows, counted), counted)
  }

  private func combined(
    _ weight: ValueID, _ indices: ValueID, sizes: [Dimension], mode: Int, padding: Int?
  ) throws(Diagnostic) -> ValueID {
    let (rows, counted) = try rows(weight, indices, sizes: sizes, padding: padding)
    switch mode {
    case 0: return try add(ReduceSum(axes: [1], keepsAxes: false), rows)
    case 1:
      guard let counted else { return try add(ReduceMean(axes: [1], keepsAxes: false), rows) }
      let sum = try add(ReduceSum(axes: [1], keepsAxes: false), rows)
      let count = try add(ReduceSum(axes: [1], keepsAxes: false), counted)
      return try add(Divide(), sum, try add(Maximum(), count, try context.scalar(1, like: count)))
    default: return try add(ReduceMax(axes: [1], keepsAxes: false), rows)
    }
  }

  /// Each row is added to the bag that begins last before it.
  private func scattered(
    _ weight: ValueID, _ indices: ValueID, _ offsets: ValueID, bags: Dimension, mode: Int,
    padding: Int?
  ) throws(Diagnostic) -> ValueID {
    guard mode != 2 else { throw unsupported("the largest of bags of different lengths") }
    let count = shape(indices)[0]
    let (rows, counted) = try rows(weight, indices, sizes: [count], padding: padding)
    let places = try add(Unsqueeze(axes: [1]), try context.range(count))
    let begun = try add(LessOrEqual(), try context.cast(offsets, to: .int64), places)
    let bag = try add(
      Subtract(), try context.count(begun, axis: 1), context.constant(.scalar(integer: 1)))
    func sum(_ values: ValueID, width: Dimension) throws(Diagnostic) -> ValueID {
      let zeros = try context.expand(try context.scalar(0, like: values), to: [bags, width])
      return try writeSlices(
        values, at: bag, axis: 0, to: zeros, hasAxis: true, reduction: .add)
    }
    let total = try sum(rows, width: shape(weight)[1])
    guard mode == 1 else { return total }
    let ones: ValueID
    if let counted {
      ones = counted
    } else {
      ones = try context.expand(try context.scalar(1, like: rows), to: [count, 1])
    }
    let number = try sum(ones, width: 1)
    return try add(
      Divide(), total, try add(Maximum(), number, try context.scalar(1, like: number)))
  }
}
