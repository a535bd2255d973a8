import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators that turn axes around.
  static let turning: [ATenOperator] = [
    ATenOperator("flip(self, dims)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(try call.flipped(x, try call.axes("dims", rank: call.rank(x))))
    },
    ATenOperator("fliplr(self)") { call throws(Diagnostic) in
      call.result(try call.flipped(try call.tensor("self"), [1]))
    },
    ATenOperator("flipud(self)") { call throws(Diagnostic) in
      call.result(try call.flipped(try call.tensor("self"), [0]))
    },
    ATenOperator("rot90(self, k: int=1, dims=[0, 1])") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let axes = try call.axes("dims", rank: call.rank(x))
      guard axes.count == 2 else { throw call.problem("turns in a plane of 2 axes") }
      let quarter = ((try call.integer("k") % 4) + 4) % 4
      var order = Array(0..<call.rank(x))
      order.swapAt(axes[0], axes[1])
      switch quarter {
      case 1:
        return call.result(try call.transposed(try call.flipped(x, [axes[1]]), by: order))
      case 2: return call.result(try call.flipped(x, axes.sorted()))
      case 3:
        return call.result(try call.transposed(try call.flipped(x, [axes[0]]), by: order))
      default: return call.result(x)
      }
    },
    ATenOperator("roll(self, shifts, dims=[])") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let shifts = try call.sizes("shifts")
      let axes = try call.sizes("dims").map { axis throws(Diagnostic) in
        guard let axis = axis.size else { throw call.problem("needs axes that are numbers") }
        return try call.axis(axis, rank: call.rank(x))
      }
      if call.rank(x) == 0 { return call.result(x) }
      if axes.isEmpty {
        let flat = try call.context.reshape(x, to: [call.shape(x).elementCount])
        let rolled = try call.rolled(flat, by: shifts, axes: [0])
        return call.result(try call.context.reshape(rolled, to: call.shape(x).dimensions))
      }
      return call.result(try call.rolled(x, by: shifts, axes: axes))
    },
  ]
}

extension ATenCall {
  fileprivate func flipped(_ x: ValueID, _ axes: [Int]) throws(Diagnostic) -> ValueID {
    if axes.isEmpty || rank(x) == 0 { return x }
    return try add(Flip(axes: axes), x)
  }

  fileprivate func rolled(
    _ x: ValueID, by shifts: [Dimension], axes: [Int]
  ) throws(Diagnostic) -> ValueID {
    guard shifts.count == axes.count else {
      throw problem("moves \(axes.count) axes by \(shifts.count) numbers")
    }
    if let known = Shape(shifts).sizes, Set(axes).count == axes.count {
      if known.allSatisfy({ $0 == 0 }) { return x }
      return try add(Roll(shifts: known, axes: axes), x)
    }
    var rolled = x
    for (axis, shift) in zip(axes, shifts) {
      let size = shape(rolled)[axis]
      let cut = (size - shift).modulo(size)
      let end = AxisRange(axis: axis, size: size, from: cut, to: nil)
      let beginning = AxisRange(axis: axis, size: size, from: 0, to: cut)
      rolled = try add(
        Concat(axis: axis), try take(end, of: rolled), try take(beginning, of: rolled))
      context.refine(rolled, to: shape(x))
    }
    return rolled
  }
}
