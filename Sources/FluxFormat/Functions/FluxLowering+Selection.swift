import Diagnostics
import ModelIR

extension FluxLowering {
  /// What an index of Julia takes of an axis: one element, a range, or elements by their numbers.
  mutating func select(
    _ x: ValueID, axis: Int, _ index: FluxOperand, _ call: FluxFunctionCall, keepsAxis: Bool = false
  ) throws(Diagnostic) -> ValueID {
    if case .range(let first, let last, let step) = index {
      return try select(x, axis: axis, first, through: last, step: step, call)
    }
    if index.isSingleIndex {
      let start = try offset(of: index.dimension, axis: axis, in: x, call)
      let slice = try builder.add(
        Slice(axis: axis, start: start, end: start == -1 ? nil : start + 1), x)
      return keepsAxis ? slice : try builder.add(Squeeze(axes: [axis]), slice)
    }
    guard let positions = index.fixedIntegers, !positions.isEmpty else {
      throw call.unsupported("the index \(index.kindDescription) is not translated")
    }
    for position in positions { try requireIndex(position, axis: axis, in: x, call) }
    let indices = builder.addConstant(Weight.integers(positions.map { $0 - 1 }))
    return try builder.add(Gather(axis: axis), x, indices)
  }

  /// The elements of a range; a range backwards is one forwards, turned around.
  private mutating func select(
    _ x: ValueID, axis: Int, _ first: Dimension, through last: Dimension, step: Int,
    _ call: FluxFunctionCall
  ) throws(Diagnostic) -> ValueID {
    if step == -1 {
      let forwards = try select(x, axis: axis, last, through: first, step: 1, call)
      return try builder.add(Flip(axes: [axis]), forwards)
    }
    guard step >= 1 else { throw call.unsupported("a range with the step \(step)") }
    if let first = first.size, let last = last.size, last < first {
      throw call.unsupported("the range \(first):\(last) is empty")
    }
    let start = try offset(of: first, axis: axis, in: x, call)
    let end = try offset(of: last, axis: axis, in: x, call)
    return try builder.add(
      Slice(axis: axis, start: start, end: end == -1 ? nil : end + 1, step: step), x)
  }

  /// A position of Julia, from 1, as one from 0; from the axis's end it is negative.
  private func offset(
    of position: Dimension, axis: Int, in x: ValueID, _ call: FluxFunctionCall
  ) throws(Diagnostic) -> Int {
    let size = shape(x)[axis]
    if position.isProvablyEqual(to: size) { return -1 }
    if let position = position.size {
      try requireIndex(position, axis: axis, in: x, call)
      return position - 1
    }
    guard let distance = (size - position).size, distance >= 0 else {
      throw call.unsupported("the index \(position) has to be known")
    }
    return -1 - distance
  }

  private func requireIndex(
    _ position: Int, axis: Int, in x: ValueID, _ call: FluxFunctionCall
  ) throws(Diagnostic) {
    let size = shape(x)[axis]
    guard position >= 1, position <= size.size ?? .max else {
      throw call.unsupported("index \(position) does not exist, the dimension has \(size)")
    }
  }
}

extension FluxOperand {
  /// Whether the operand, used as an index, takes one element and drops the dimension.
  var isSingleIndex: Bool {
    if case .integer = self { true } else { fixedInteger != nil }
  }

  /// The integer, also a symbolic one.
  fileprivate var dimension: Dimension {
    if case .integer(let dimension) = self { return dimension }
    return fixedInteger.map(Dimension.fixed) ?? .unknown
  }
}
