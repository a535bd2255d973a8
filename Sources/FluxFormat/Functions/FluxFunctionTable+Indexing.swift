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
    "first": { call, lowering in try item(call, at: 1) },
    "last": { call, lowering in
      try item(call, at: try call.argument(0).items.count)
    },
    "getindex": { call, lowering in try index(call, &lowering) },
    "indexed_iterate": { call, lowering in
      // A destructuring a, b = f(x): gives the item and the next position.
      let position = try call.integer(1)
      return .tuple([try item(call, at: position), .integer(.fixed(position) + 1)])
    },
    "getfield": { call, lowering in try item(call, at: try call.integer(1)) },
    "view": { call, lowering in try index(call, &lowering) },
    "maybeview": { call, lowering in try index(call, &lowering) },
    "firstindex": { _, _ in .integer(1) },
    "selectdim": { call, lowering in
      let x = try call.tensor(0)
      let axis = try lowering.axis(ofDimension: try call.integer(1), in: x)
      return .tensor(try lowering.select(x, axis: axis, try call.argument(2), call))
    },
    ":": { call, _ in try range(call) },
    "vect": { call, _ in .tuple(call.arguments) },
  ]

  /// The item of a tuple at a position from 1.
  private static func item(
    _ call: FluxFunctionCall, at position: Int
  ) throws(Diagnostic) -> FluxOperand {
    guard case .tuple(let items) = try call.argument(0) else {
      throw call.unsupported("a tuple is expected, found \(try call.argument(0).kindDescription)")
    }
    guard position >= 1, position <= items.count else {
      throw call.unsupported("item \(position) is asked for, there are \(items.count)")
    }
    return items[position - 1]
  }

  /// `first:last` and `first:step:last`.
  private static func range(_ call: FluxFunctionCall) throws(Diagnostic) -> FluxOperand {
    try call.requireCount(2...3)
    let step = call.arguments.count == 3 ? try call.integer(1) : 1
    guard case .integer(let first) = try call.argument(0).normalised, step != 0, step != .min,
      case .integer(let last) = call.arguments[call.arguments.count - 1].normalised
    else { throw call.unsupported("a range goes from one integer to another") }
    return .range(first: first, last: last, step: step)
  }

  private static func index(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering
  ) throws(Diagnostic) -> FluxOperand {
    if case .tuple(let items) = try call.argument(0) {
      guard case .range? = call.arguments.dropFirst().first?.normalised,
        let positions = call.arguments[1].normalised.fixedIntegers
      else { return try item(call, at: try call.integer(1)) }
      guard positions.allSatisfy(items.indices.map({ $0 + 1 }).contains) else {
        throw call.unsupported("items \(positions) are asked for, there are \(items.count)")
      }
      return .tuple(positions.map { items[$0 - 1] })
    }
    var x = try call.tensor(0)
    let indices = call.arguments.dropFirst().map(\.normalised)
    // One index of an array of several dimensions counts its elements in memory.
    if indices.count == 1, lowering.rank(x) > 1 {
      x = try lowering.reshape(x, to: [.colon], call)
    }
    let rank = lowering.rank(x)
    guard indices.count == rank else {
      throw call.unsupported("\(indices.count) indices are given for \(rank) dimensions")
    }
    var dropped: [Int] = []
    for (position, item) in indices.enumerated() {
      let axis = rank - 1 - position
      if case .colon = item { continue }
      x = try lowering.select(x, axis: axis, item, call, keepsAxis: true)
      if item.isSingleIndex { dropped.append(axis) }
    }
    if dropped.isEmpty { return .tensor(x) }
    return .tensor(try lowering.builder.add(Squeeze(axes: dropped.sorted()), x))
  }
}
