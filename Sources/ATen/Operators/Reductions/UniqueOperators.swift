import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Elements that differ, each once, and how often each is there.
  static let uniques: [ATenOperator] = family(
    named("_unique(self, sorted=True, return_inverse=False)") { call throws(Diagnostic) in
      try call.chosen(try Array(call.unique(axis: nil).prefix(2)))
    },
    named("_unique2(self, sorted=True, return_inverse=False, return_counts=False)") {
      call throws(Diagnostic) in
      try call.chosen(try call.unique(axis: nil))
    },
    named("unique_dim(self, dim, sorted=True, return_inverse=False, return_counts=False)") {
      call throws(Diagnostic) in
      let rank = call.rank(try call.tensor("self"))
      return try call.chosen(try call.unique(axis: try call.axis("dim", rank: rank)))
    },
    named("bincount(self, weights=None, minlength=0)") { call throws(Diagnostic) in
      call.result(try call.counts())
    })
}

extension ATenCall {
  /// The results that the call asks for: what it does not ask for is empty in PyTorch.
  func chosen(_ results: [ATenValue]) throws(Diagnostic) -> [ATenValue] {
    var chosen = results
    if chosen.count > 1, try !boolean("return_inverse") { chosen[1] = .failed }
    if chosen.count > 2, try !boolean("return_counts") { chosen[2] = .failed }
    return chosen
  }

  /// The elements that differ, where each element is among them, and how often each is there.
  fileprivate func unique(axis: Int?) throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("self")
    let type = elementType(of: x)
    let found = try context.addAll(Unique(axis: axis), [try ordered(x)])
    let size = try openSize(of: found[0], axis: axis ?? 0)
    var shape = self.shape(found[0])
    shape[axis ?? 0] = size
    context.refine(found[0], to: shape)
    context.refine(found[2], to: [size])
    let places =
      axis == nil ? try context.reshape(found[1], to: self.shape(x).dimensions) : found[1]
    return results([try context.cast(found[0], to: type), places, found[2]])
  }

  /// A size that depends on the data as a symbol.
  fileprivate func openSize(of x: ValueID, axis: Int) throws(Diagnostic) -> Dimension {
    let size = try add(ShapeOf(start: axis, end: axis + 1), x)
    return try context.symbol(for: try add(Squeeze(axes: [0]), size))
  }

  /// How often each number from 0 on is there, or the sum of weights where it is.
  fileprivate func counts() throws(Diagnostic) -> ValueID {
    let x = try context.cast(try tensor("self"), to: .int64)
    let weights = try optionalTensor("weights")
    let largest = try add(ReduceMax(axes: [], keepsAxes: false), x)
    var count = try shifted(largest, by: 1)
    let least = try size("minlength")
    if least.size != 0 { count = try add(Maximum(), count, try context.operand(of: least)) }
    let size = try context.symbol(for: count)
    let rows = try add(
      Equal(), try add(Unsqueeze(axes: [1]), try range(to: size)),
      try add(Unsqueeze(axes: [0]), x))
    guard let weights else {
      return try add(
        ReduceSum(axes: [1], keepsAxes: false), try context.cast(rows, to: .int64))
    }
    let type = elementType(of: weights)
    return try add(
      ReduceSum(axes: [1], keepsAxes: false),
      try add(Multiply(), try context.cast(rows, to: type), weights))
  }
}
