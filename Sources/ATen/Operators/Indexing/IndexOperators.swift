import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators that name elements by tensors of places.
  static let indexing: [ATenOperator] = [
    ATenOperator("index(self: Tensor, indices)", build: index),
    ATenOperator("_unsafe_index(self: Tensor, indices)", build: index),
    ATenOperator("index_put(self, indices, values, accumulate: bool=False)", build: indexPut),
    ATenOperator(
      "_unsafe_index_put(self, indices, values, accumulate: bool=False)", build: indexPut),
    ATenOperator(
      "_index_put_impl(self, indices, values, accumulate: bool=False, unsafe: bool=False)",
      build: indexPut),
    ATenOperator("_unsafe_masked_index(self, mask, indices, fill)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let clamped = try call.clampedIndices(x)
      let taken = try call.take(AdvancedIndex(clamped, of: x, in: call), of: x)
      let fill = try call.context.operand(call.value("fill"), call.elementType(of: x))
      return call.result(try call.add(Where(), try call.mask("mask"), taken, fill))
    },
    ATenOperator("_unsafe_masked_index_put_accumulate(self, mask, indices, values)") {
      call throws(Diagnostic) in
      let x = try call.tensor("self")
      let index = try AdvancedIndex(try call.clampedIndices(x), of: x, in: call)
      let values = try call.context.cast(try call.tensor("values"), to: call.elementType(of: x))
      let masked = try call.add(
        Where(), try call.mask("mask"), values, try call.context.scalar(0, like: x))
      return call.result(try call.put(masked, at: index, of: x, accumulates: true))
    },
    ATenOperator("index_select(self, dim: int, index)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      if call.rank(x) == 0 { return call.result(x) }
      let axis = try call.axis("dim", rank: call.rank(x))
      return call.result(try call.add(Gather(axis: axis), x, try call.places("index")))
    },
    ATenOperator("index_add(self, dim: int, index, source, alpha=1)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      var source = try call.context.cast(try call.tensor("source"), to: call.elementType(of: x))
      if try call.number("alpha") != 1 {
        source = try call.add(
          Multiply(), source,
          try call.context.operand(call.value("alpha"), call.elementType(of: x)))
      }
      return call.result(try call.written(source, to: x, reduction: .add))
    },
    ATenOperator("index_copy(self, dim: int, index, source)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let source = try call.context.cast(try call.tensor("source"), to: call.elementType(of: x))
      return call.result(try call.written(source, to: x, reduction: .none))
    },
    ATenOperator("index_fill(self, dim: int, index, value)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      var sizes = call.shape(x).dimensions
      if !sizes.isEmpty {
        let axis = try call.axis("dim", rank: sizes.count)
        sizes[axis] = call.shape(try call.places("index"))[0]
      }
      let value = try call.context.operand(call.value("value"), call.elementType(of: x))
      let slices = try call.context.expand(value, to: sizes)
      return call.result(try call.written(slices, to: x, reduction: .none))
    },
    ATenOperator("take(self, index)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let flat = try call.context.reshape(x, to: [call.shape(x).elementCount])
      return call.result(
        try call.add(Gather(axis: 0), flat, try call.index(try call.tensor("index"))))
    },
    ATenOperator("put(self, index, source, accumulate: bool=False)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let source = try call.context.cast(try call.tensor("source"), to: call.elementType(of: x))
      let index = try call.index(try call.tensor("index"))
      let count = call.shape(index).elementCount
      let written = try call.writeSlices(
        try call.context.reshape(source, to: [count]),
        at: try call.context.reshape(index, to: [count]), axis: 0,
        to: try call.context.reshape(x, to: [call.shape(x).elementCount]), hasAxis: true,
        reduction: try call.boolean("accumulate") ? .add : .none)
      return call.result(try call.context.reshape(written, to: call.shape(x).dimensions))
    },
  ]

  @Sendable private static func index(_ call: ATenCall) throws(Diagnostic) -> [ATenValue] {
    let x = try call.tensor("self")
    let items = try call.optionalTensors("indices")
    if items.allSatisfy({ $0 == nil }) { return call.result(x) }
    return call.result(try call.take(AdvancedIndex(items, of: x, in: call), of: x))
  }

  @Sendable private static func indexPut(_ call: ATenCall) throws(Diagnostic) -> [ATenValue] {
    let x = try call.tensor("self")
    let values = try call.context.cast(try call.tensor("values"), to: call.elementType(of: x))
    let items = try call.optionalTensors("indices")
    let accumulates = try call.boolean("accumulate")
    if items.allSatisfy({ $0 == nil }) {
      let whole = try call.context.expand(values, to: call.shape(x).dimensions)
      return call.result(accumulates ? try call.add(Add(), x, whole) : whole)
    }
    let index = try AdvancedIndex(items, of: x, in: call)
    return call.result(try call.put(values, at: index, of: x, accumulates: accumulates))
  }
}

extension ATenCall {
  /// A vector of places; one without axes has one.
  fileprivate func places(_ argument: String) throws(Diagnostic) -> ValueID {
    let places = try index(try tensor(argument))
    return rank(places) == 0 ? try context.reshape(places, to: [1]) : places
  }

  fileprivate func mask(_ argument: String) throws(Diagnostic) -> ValueID {
    try context.cast(try tensor(argument), to: .bool)
  }

  /// Indices cut back to their axes.
  fileprivate func clampedIndices(_ x: ValueID) throws(Diagnostic) -> [ValueID?] {
    var axis = -1
    return try optionalTensors("indices").map { item throws(Diagnostic) in
      axis += 1
      guard let item else { return nil }
      guard axis < rank(x) else { throw problem("names \(axis + 1) axes of \(rank(x))") }
      let zero = context.constant(.scalar(integer: 0))
      let last = try context.operand(of: shape(x)[axis] - 1)
      let index = try context.cast(item, to: .int64)
      return try add(Minimum(), try add(Maximum(), index, zero), last)
    }
  }

  /// Slices along the axis `dim` put at the places `index`.
  fileprivate func written(
    _ slices: ValueID, to x: ValueID, reduction: ScatterReduction
  ) throws(Diagnostic) -> ValueID {
    if rank(x) == 0 {
      guard reduction == .none else { return try add(Add(), x, slices) }
      return try context.reshape(slices, to: [])
    }
    let axis = try axis("dim", rank: rank(x))
    let index = try places("index")
    var sizes = shape(x).dimensions
    sizes[axis] = shape(index)[0]
    return try writeSlices(
      rank(slices) == rank(x) ? slices : try context.reshape(slices, to: sizes), at: index,
      axis: axis, to: x, hasAxis: true, reduction: reduction)
  }
}
