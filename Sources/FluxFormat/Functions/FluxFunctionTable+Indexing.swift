import Diagnostics
import ModelIR

extension FluxFunctionTable {
  /// Functions that ask for sizes or take parts.
  static let indexing: [String: Body] = [
    "size": { call, lowering in
      let sizes: [FluxOperand] = lowering.shape(try call.tensor(0)).dimensions.reversed().map {
        .integer($0)
      }
      guard call.arguments.count > 1 else { return .tuple(sizes) }
      let dimension = try call.integer(1)
      guard dimension >= 1 else { throw call.unsupported("dimension \(dimension) does not exist") }
      return dimension <= sizes.count ? sizes[dimension - 1] : .integer(1)
    },
    "ndims": { call, lowering in
      .integer(.fixed(lowering.rank(try call.tensor(0))))
    },
    "length": { call, lowering in
      if case .tuple(let items) = try call.argument(0) { return .integer(.fixed(items.count)) }
      return .integer(lowering.shape(try call.tensor(0)).elementCount)
    },
    "lastindex": { call, lowering in
      if case .tuple(let items) = try call.argument(0) { return .integer(.fixed(items.count)) }
      let x = try call.tensor(0)
      guard call.arguments.count > 1 else {
        return .integer(lowering.shape(x).elementCount)
      }
      let axis = try lowering.axis(ofDimension: try call.integer(1), in: x)
      return .integer(lowering.shape(x)[axis])
    },
    "tuple": { call, lowering in .tuple(call.arguments) },
    "first": { call, lowering in try item(call, 0) },
    "last": { call, lowering in
      try item(call, try call.argument(0).items.count - 1)
    },
    "getindex": { call, lowering in try index(call, &lowering) },
    "indexed_iterate": { call, lowering in
      // A destructuring a, b = f(x): gives the item and the next position.
      let position = try call.integer(1)
      return .tuple([try item(call, position - 1), .integer(.fixed(position + 1))])
    },
    "getfield": { call, lowering in try item(call, try call.integer(1) - 1) },
    "view": { call, lowering in try index(call, &lowering) },
    "selectdim": { call, lowering in
      let x = try call.tensor(0)
      let axis = try lowering.axis(ofDimension: try call.integer(1), in: x)
      return .tensor(try lowering.select(x, axis: axis, try call.argument(2), call))
    },
    "colon": { call, lowering in .tuple(call.arguments) },
  ]

  private static func item(_ call: FluxFunctionCall, _ index: Int) throws(Diagnostic) -> FluxOperand
  {
    guard case .tuple(let items) = try call.argument(0) else {
      throw call.unsupported("a tuple is expected, found \(try call.argument(0).kindDescription)")
    }
    guard index >= 0, index < items.count else {
      throw call.unsupported("item \(index + 1) is asked for, there are \(items.count)")
    }
    return items[index]
  }

  private static func index(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering
  ) throws(Diagnostic) -> FluxOperand {
    if case .tuple = try call.argument(0) { return try item(call, try call.integer(1) - 1) }
    var x = try call.tensor(0)
    let indices = Array(call.arguments.dropFirst())
    let rank = lowering.rank(x)
    guard indices.count == rank else {
      throw call.unsupported("\(indices.count) indices are given for \(rank) dimensions")
    }
    // Outer axes last, so that dropping one does not move those still to come.
    for (position, item) in indices.enumerated() {
      if case .colon = item.normalised { continue }
      x = try lowering.select(x, axis: rank - 1 - position, item.normalised, call, keepsAxis: true)
    }
    let dropped = indices.enumerated().compactMap { position, item in
      item.fixedInteger == nil || item.items.count != 1 ? nil : rank - 1 - position
    }
    if dropped.isEmpty { return .tensor(x) }
    return .tensor(try lowering.builder.add(Squeeze(axes: dropped.sorted()), x))
  }
}

extension FluxLowering {
  /// One index or a range of an axis; a range is a tuple of its first and last index.
  mutating func select(
    _ x: ValueID, axis: Int, _ index: FluxOperand, _ call: FluxFunctionCall, keepsAxis: Bool = false
  ) throws(Diagnostic) -> ValueID {
    if let position = index.fixedInteger {
      guard position >= 1 else { throw call.unsupported("index \(position) does not exist") }
      let slice = try builder.add(Slice(axis: axis, start: position - 1, end: position), x)
      return keepsAxis ? slice : try builder.add(Squeeze(axes: [axis]), slice)
    }
    guard case .tuple(let bounds) = index, bounds.count == 2, let first = bounds[0].fixedInteger,
      first >= 1, case .integer(let last) = bounds[1]
    else { throw call.unsupported("the index \(index.kindDescription) is not translated") }
    if last.isProvablyEqual(to: shape(x)[axis]) {
      return try builder.add(Slice(axis: axis, start: first - 1, end: nil), x)
    }
    guard let end = last.size, end >= first else {
      throw call.unsupported("the end of the range has to be known")
    }
    return try builder.add(Slice(axis: axis, start: first - 1, end: end), x)
  }
}
