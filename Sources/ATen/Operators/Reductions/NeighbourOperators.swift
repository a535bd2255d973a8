import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// What is computed of neighbours along an axis.
  static let neighbours: [ATenOperator] = family(
    named("diff(self, n=1, dim=-1, prepend=None, append=None)") { call throws(Diagnostic) in
      call.result(try call.differences())
    },
    named("trapz.dx(y, dx=1.0, dim=-1)", "trapezoid.dx(y, dx=1.0, dim=-1)") {
      call throws(Diagnostic) in
      let y = try call.floating("y")
      let axis = try call.axis("dim", rank: call.rank(y))
      let sums = try call.add(
        Add(), try call.neighbours(y, axis).after, try call.neighbours(y, axis).before)
      let area = try call.add(ReduceSum(axes: [axis], keepsAxes: false), sums)
      return call.result(try call.scaled(area, by: try call.number("dx") / 2))
    },
    named("unique_consecutive(self, return_inverse=False, return_counts=False, dim=None)") {
      call throws(Diagnostic) in
      try call.chosen(try call.uniqueNeighbours())
    },
    named("vander(x, N=None, increasing=False)") { call throws(Diagnostic) in
      let x = try call.tensor("x")
      let size = try call.isGiven("N") ? call.size("N") : call.shape(x)[0]
      var powers = try call.range(to: size)
      if try !call.boolean("increasing") {
        let last = try call.context.operand(of: size - 1)
        powers = try call.add(Subtract(), last, powers)
      }
      let column = try call.add(Unsqueeze(axes: [1]), x)
      let exponents = try call.context.cast(powers, to: call.elementType(of: x))
      return call.result(try call.add(Pow(), column, exponents))
    },
    named("isin(elements, test_elements, assume_unique=False, invert=False)") {
      call throws(Diagnostic) in
      let operands = try call.context.promoted([
        call.value("elements"), call.value("test_elements"),
      ])
      let column = try call.add(Unsqueeze(axes: [call.rank(operands[0])]), operands[0])
      let row = try call.flattened(operands[1])
      let equal = try call.add(Equal(), column, row)
      let found = try call.add(
        ReduceAny(axes: [call.rank(equal) - 1], keepsAxes: false), equal)
      return call.result(try call.boolean("invert") ? try call.add(Not(), found) : found)
    },
    named("fill_diagonal(self, fill_value, wrap=False)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      guard call.rank(x) == 2, try !call.boolean("wrap") else {
        throw call.unsupported("the diagonal of more than a matrix")
      }
      let isDiagonal = try call.identityMatrix(call.shape(x)[0], call.shape(x)[1], .bool)
      let value = try call.context.operand(call.value("fill_value"), call.elementType(of: x))
      return call.result(try call.add(Where(), isDiagonal, value, x))
    })
}

extension ATenCall {
  /// All elements along an axis but the last one, and all but the first one.
  fileprivate func neighbours(
    _ x: ValueID, _ axis: Int
  ) throws(Diagnostic) -> (before: ValueID, after: ValueID) {
    (
      try add(Slice(axis: axis, start: 0, end: -1), x),
      try add(Slice(axis: axis, start: 1, end: nil), x)
    )
  }

  /// The differences of neighbours, or differences of those.
  fileprivate func differences() throws(Diagnostic) -> ValueID {
    var x = try tensor("self")
    let axis = try axis("dim", rank: rank(x))
    let parts = [try optionalTensor("prepend"), x, try optionalTensor("append")]
      .compactMap(\.self)
    if parts.count > 1 { x = try context.add(Concat(axis: axis), parts) }
    let times = try integer("n")
    guard (0...64).contains(times) else { throw unsupported("\(times) differences") }
    for _ in 0..<times {
      let (before, after) = try neighbours(x, axis)
      x =
        elementType(of: x) == .bool
        ? try add(Xor(), after, before) : try add(Subtract(), after, before)
    }
    return x
  }

  /// Elements that differ from the one before them, where each element is among them, and how often
  /// each is there.
  fileprivate func uniqueNeighbours() throws(Diagnostic) -> [ATenValue] {
    let whole = try tensor("self")
    guard !isGiven("dim") || rank(whole) == 1 else { throw unsupported("slices along an axis") }
    let x = try flattened(whole)
    let (before, after) = try neighbours(x, 0)
    let first = context.constant(Weight(.bool, shape: [1], bytes: [1]))
    let isNew = try context.add(
      Concat(axis: 0), [first, try add(NotEqual(), after, before)])
    let places = try add(Squeeze(axes: [0]), try add(NonZero(), isNew))
    let inverse = try shifted(
      try add(CumulativeSum(axis: 0), try context.cast(isNew, to: .int64)), by: -1)
    let ends = try context.add(
      Concat(axis: 0),
      [
        try add(Slice(axis: 0, start: 1, end: nil), places),
        try context.vector(of: [shape(x)[0]]),
      ])
    return results([
      try add(Gather(axis: 0), x, places),
      try context.reshape(inverse, to: shape(whole).dimensions),
      try add(Subtract(), ends, places),
    ])
  }
}
