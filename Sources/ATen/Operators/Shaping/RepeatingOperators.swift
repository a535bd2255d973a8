import Diagnostics
package import ModelIR

extension ATenOperatorTable {
  /// Operators that repeat elements.
  static let repeating: [ATenOperator] = [
    ATenOperator("repeat(self, repeats)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(try call.tiled(x, try call.sizes("repeats")))
    },
    ATenOperator("tile(self, dims)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let repeats = try call.sizes("dims")
      let missing = max(0, call.rank(x) - repeats.count)
      return call.result(
        try call.tiled(x, [Dimension](repeating: 1, count: missing) + repeats))
    },
    ATenOperator(
      "repeat_interleave.self_int(self: Tensor, repeats: int, dim: int=None, output_size: int=None)"
    ) { call throws(Diagnostic) in
      let (x, axis) = try call.interleaved()
      let count = try call.size("repeats")
      if count.size == 1 { return call.result(x) }
      var sizes = call.shape(x).dimensions
      var stretched = sizes.map { _ in Dimension.fixed(-1) }
      stretched.insert(count, at: axis + 1)
      sizes[axis] = sizes[axis] * count
      let repeated = try call.context.expand(
        try call.add(Unsqueeze(axes: [axis + 1]), x), to: stretched)
      return call.result(try call.context.reshape(repeated, to: sizes))
    },
    ATenOperator(
      "repeat_interleave.self_Tensor(self: Tensor, repeats: Tensor, dim: int=None, output_size: int=None)"
    ) { call throws(Diagnostic) in
      let (x, axis) = try call.interleaved()
      var repeats = try call.tensor("repeats")
      repeats = try call.context.expand(
        try call.context.reshape(repeats, to: [call.shape(repeats).elementCount]),
        to: [call.shape(x)[axis]])
      return call.result(
        try call.add(Gather(axis: axis), x, try call.repeatedPlaces(repeats)))
    },
    ATenOperator("repeat_interleave.Tensor(repeats: Tensor, output_size: int=None)") {
      call throws(Diagnostic) in
      call.result(try call.repeatedPlaces(try call.tensor("repeats")))
    },
  ]
}

extension ATenCall {
  /// A tensor repeated as a whole along its axes; more numbers than axes make new ones.
  func tiled(_ x: ValueID, _ repeats: [Dimension]) throws(Diagnostic) -> ValueID {
    let added = repeats.count - rank(x)
    guard added >= 0 else {
      throw problem("repeats \(rank(x)) axes by \(repeats.count) numbers")
    }
    let sizes = [Dimension](repeating: 1, count: added) + shape(x).dimensions
    let whole = try context.reshape(x, to: sizes)
    if repeats.allSatisfy({ $0.size == 1 }) { return whole }
    if let known = Shape(repeats).sizes { return try add(Tile(repeats: known), whole) }
    let result = zip(sizes, repeats).map { $0 * $1 }
    return try add(DynamicTile(shape: result), whole, try context.vector(of: repeats))
  }

  /// The tensor and the axis along which single elements are repeated; without one it is a vector.
  fileprivate func interleaved() throws(Diagnostic) -> (ValueID, Int) {
    let x = try tensor("self")
    if isGiven("dim"), rank(x) > 0 { return (x, try axis("dim", rank: rank(x))) }
    return (try context.reshape(x, to: [shape(x).elementCount]), 0)
  }

  /// Each place as often as a vector of numbers says.
  fileprivate func repeatedPlaces(_ repeats: ValueID) throws(Diagnostic) -> ValueID {
    if let known = context.knownIntegers(repeats), known.allSatisfy({ $0 >= 0 }),
      let total = known.reduce(0, { $0 + Dimension.fixed($1) }).size, total <= 1 << 20
    {
      return context.integers(
        known.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) })
    }
    let counts = try context.cast(repeats, to: .int64)
    let total =
      isGiven("output_size")
      ? try size("output_size")
      : try context.symbol(for: try add(ReduceSum(axes: [0], keepsAxes: false), counts))
    // The place is the number of runs that ended before.
    let ends = try add(CumulativeSum(axis: 0), counts)
    let places = try add(Unsqueeze(axes: [1]), try context.range(total))
    return try context.count(try add(LessOrEqual(), ends, places), axis: 1)
  }
}

extension ATenContext {
  /// How many elements of an axis hold.
  func count(_ condition: ValueID, axis: Int) throws(Diagnostic) -> ValueID {
    try add(ReduceSum(axes: [axis], keepsAxes: false), try cast(condition, to: .int64))
  }

  /// The elements of a tensor of integers or truth values that are known, in row-major order; nothing for many.
  package func knownIntegers(_ value: ValueID) -> [Int]? {
    let limit = 1 << 16
    guard let count = type(value).shape.elementCount.size, count <= limit,
      type(value).elementType.isInteger || type(value).elementType == .bool
    else { return nil }
    var value = value
    // Whatever only changes the form leads to the numbers.
    for _ in 0..<16 {
      switch builder.graph[value].origin {
      case .weight(let weight):
        let numbers = (try? weight.doubles())?.compactMap { Int(exactly: $0) }
        return numbers?.count == count ? numbers : nil
      case .result(let node, _):
        let node = builder.graph.nodes[node.index]
        switch node.operator.base {
        case let range as FixedRange:
          return Array(stride(from: range.start, to: range.end, by: range.step))
        case is Cast, is Identity, is Reshape, is Squeeze, is Unsqueeze, is Flatten:
          guard let operand = node.operands.first.flatMap({ $0 }) else { return nil }
          value = operand
        default: return nil
        }
      case .input: return nil
      }
    }
    return nil
  }
}
