import Diagnostics
import ModelIR

extension FluxFunctionTable {
  /// Functions that rearrange a tensor.
  static let shaping: [String: Body] = [
    "reshape": { call, lowering in
      let target =
        call.arguments.count == 2 ? call.arguments[1].items : Array(call.arguments.dropFirst())
      return .tensor(try lowering.reshape(try call.tensor(0), to: target, call))
    },
    "flatten": { call, lowering in
      .tensor(try lowering.flattened(try call.tensor(0)))
    },
    "vec": { call, lowering in
      .tensor(try lowering.reshape(try call.tensor(0), to: [.colon], call))
    },
    "permutedims": { call, lowering in try permute(call, &lowering) },
    "transpose": { call, lowering in try transpose(call, &lowering) },
    "adjoint": { call, lowering in try transpose(call, &lowering) },
    "batched_transpose": { call, lowering in
      let x = try call.tensor(0)
      try lowering.requireRank(3...3, of: x, "batched_transpose takes 3 dimensions")
      return .tensor(try lowering.builder.add(Transpose(axes: [0, 2, 1]), x))
    },
    "dropdims": { call, lowering in
      let x = try call.tensor(0)
      let axes = try lowering.axes(of: call.keyword("dims"), in: x, call)
      return .tensor(try lowering.builder.add(Squeeze(axes: axes.sorted()), x))
    },
    "unsqueeze": { call, lowering in try unsqueeze(call, &lowering) },
    "_unsqueeze": { call, lowering in try unsqueeze(call, &lowering) },
    "cat": { call, lowering in
      guard let dimension = dims(call)?.fixedInteger else {
        throw call.unsupported("'dims' has to be one known dimension")
      }
      return .tensor(try lowering.concatenate(call, dimension: dimension))
    },
    "vcat": { call, lowering in
      .tensor(try lowering.concatenate(call, dimension: 1))
    },
    "hcat": { call, lowering in
      .tensor(try lowering.concatenate(call, dimension: 2))
    },
    "reverse": { call, lowering in
      let x = try call.tensor(0)
      let axes = try lowering.axes(of: call.keyword("dims"), in: x, call)
      return .tensor(try lowering.builder.add(Flip(axes: axes.sorted()), x))
    },
    "repeat": { call, lowering in
      let x = try call.tensor(0)
      var counts: [Int] = []
      for index in 1..<max(call.arguments.count, 1) { counts.append(try call.integer(index)) }
      guard counts.count == lowering.rank(x) else {
        throw call.unsupported("one count for each dimension is needed")
      }
      return .tensor(try lowering.builder.add(Tile(repeats: counts.reversed()), x))
    },
  ]

  /// The dimension that a call names by the keyword `dims`, as an integer or in `Val`.
  static func dims(_ call: FluxFunctionCall) -> FluxOperand? {
    call.keyword("dims")?.normalised
  }

  private static func permute(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering
  ) throws(Diagnostic) -> FluxOperand {
    let x = try call.tensor(0)
    if call.arguments.count == 1 { return try transpose(call, &lowering) }
    let rank = lowering.rank(x)
    guard let order = call.arguments[1].fixedIntegers,
      order.sorted() == Array(1...max(rank, 1)), order.count == rank
    else { throw call.unsupported("the order has to name each of \(rank) dimensions once") }
    // Result dimension i is dimension order[i]; both are counted from the other end here.
    let axes = order.reversed().map { rank - $0 }
    return .tensor(try lowering.builder.add(Transpose(axes: axes), x))
  }

  private static func transpose(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering
  ) throws(Diagnostic) -> FluxOperand {
    let x = try call.tensor(0)
    switch lowering.rank(x) {
    case 1: return .tensor(try lowering.builder.add(Unsqueeze(axes: [1]), x))
    case 2: return .tensor(try lowering.builder.add(Transpose(axes: [1, 0]), x))
    default: throw call.unsupported("it takes a vector or a matrix")
    }
  }

  private static func unsqueeze(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering
  ) throws(Diagnostic) -> FluxOperand {
    let x = try call.tensor(0)
    let dimension = call.arguments.count > 1 ? call.arguments[1] : dims(call)
    let rank = lowering.rank(x)
    guard let dimension = dimension?.fixedInteger, dimension >= 1, dimension <= rank + 1 else {
      throw call.unsupported("the dimension to insert has to be known")
    }
    return .tensor(try lowering.builder.add(Unsqueeze(axes: [rank + 1 - dimension]), x))
  }
}

extension FluxLowering {
  /// `(…, N)` as `(prod, N)`, as Flux's `flatten` does it.
  mutating func flattened(_ x: ValueID) throws(Diagnostic) -> ValueID {
    let rank = rank(x)
    if rank == 2 { return x }
    guard rank > 2 else { return try builder.add(Unsqueeze(axes: [1]), x) }
    return try builder.add(Flatten(startAxis: 1, endAxis: rank - 1), x)
  }

  /// `reshape(x, target…)` with sizes and colons in Julia's order.
  mutating func reshape(
    _ x: ValueID, to target: [FluxOperand], _ call: FluxFunctionCall
  ) throws(Diagnostic) -> ValueID {
    let input = shape(x)
    var dimensions: [ReshapeDimension] = []
    var inferredCount = 0
    for item in target.reversed().map(\.normalised) {
      switch item {
      case .colon:
        dimensions.append(.inferred)
        inferredCount += 1
      case .integer(let size):
        if let fixed = size.size {
          dimensions.append(.size(fixed))
        } else if let axis = Self.axis(with: size, in: input, near: dimensions.count) {
          dimensions.append(.copied(fromAxis: axis))
        } else {
          dimensions.append(.inferred)
          inferredCount += 1
        }
      default:
        throw call.unsupported(
          "a size has to be an integer or a colon, found \(item.kindDescription)")
      }
    }
    guard inferredCount <= 1 else {
      throw call.unsupported("more than one size is not known in advance")
    }
    // (:, N) of a tensor whose last Julia dimension is N is what flatten does.
    if dimensions == [.copied(fromAxis: 0), .inferred] { return try flattened(x) }
    noteFixedSizes(dimensions, of: input)
    return try builder.add(Reshape(target: dimensions), x)
  }

  /// Remembers that `reshape(x, a, b, :)` of open pictures takes a·b features of each.
  private mutating func noteFixedSizes(_ target: [ReshapeDimension], of input: Shape) {
    guard input.rank > 2, case .inferred? = target.first else { return }
    var expected = 1
    for dimension in target.dropFirst() {
      guard case .size(let size) = dimension else { return }
      let (product, overflows) = expected.multipliedReportingOverflow(by: size)
      if overflows { return }
      expected = product
    }
    let features = input.dimensions.dropFirst().reduce(Dimension.fixed(1)) { $0 * $1 }
    noteFixedFeatures(size: features, expected: expected)
  }

  /// An axis that has a size for certain, the one at the same place first.
  private static func axis(with size: Dimension, in shape: Shape, near index: Int) -> Int? {
    if index < shape.rank, shape[index].isProvablyEqual(to: size) { return index }
    return shape.dimensions.firstIndex { $0.isProvablyEqual(to: size) }
  }

  /// Tensors side by side along a Julia dimension.
  mutating func concatenate(
    _ call: FluxFunctionCall, dimension: Int
  ) throws(Diagnostic) -> ValueID {
    var tensors: [ValueID] = []
    for index in call.arguments.indices { tensors.append(try call.tensor(index)) }
    guard let first = tensors.first else { throw call.unsupported("nothing to put together") }
    // A dimension behind the last one is inserted.
    let rank = max(tensors.map { self.rank($0) }.max() ?? 0, dimension)
    for index in tensors.indices {
      let missing = rank - self.rank(tensors[index])
      if missing > 0 {
        tensors[index] = try builder.add(
          Unsqueeze(axes: Array(0..<missing)), tensors[index])
      }
    }
    if tensors.count == 1 { return first }
    return try builder.addNode(Concat(axis: rank - dimension), tensors)[0]
  }

  /// The axes that `dims` names: an integer, a tuple, or all for `:` and a missing keyword.
  func axes(
    of dims: FluxOperand?, in x: ValueID, _ call: FluxFunctionCall
  ) throws(Diagnostic) -> [Int] {
    guard let dims = dims?.normalised else { return Array(0..<rank(x)) }
    if case .colon = dims { return Array(0..<rank(x)) }
    guard let dimensions = dims.fixedIntegers else {
      throw call.unsupported("'dims' has to be known, it is \(dims.kindDescription)")
    }
    var axes: [Int] = []
    for dimension in dimensions { axes.append(try axis(ofDimension: dimension, in: x)) }
    return axes
  }
}
