import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// The largest and smallest elements, and where they are.
  static let extremes: [ATenOperator] = family(
    // Traced code has numbers in the place of tensors that were made of sizes.
    named("max.other(self, other: Tensor)", "max.number(self: Tensor, other: float)") {
      call throws(Diagnostic) in
      call.result(try call.larger("self", "other"))
    },
    named("min.other(self, other: Tensor)", "min.number(self: Tensor, other: float)") {
      call throws(Diagnostic) in
      call.result(try call.smaller("self", "other"))
    },
    named("max(self)", "amax(self, dim=[], keepdim=False)") { call throws(Diagnostic) in
      call.result(try call.largest())
    },
    named("min(self)", "amin(self, dim=[], keepdim=False)") { call throws(Diagnostic) in
      call.result(try call.smallest())
    },
    named("max.dim(self, dim: int, keepdim=False)") { call throws(Diagnostic) in
      call.results([try call.largest(), try call.place(isLargest: true)])
    },
    named("min.dim(self, dim: int, keepdim=False)") { call throws(Diagnostic) in
      call.results([try call.smallest(), try call.place(isLargest: false)])
    },
    named("argmax(self, dim=None, keepdim=False)") { call throws(Diagnostic) in
      call.result(try call.place(isLargest: true))
    },
    named("argmin(self, dim=None, keepdim=False)") { call throws(Diagnostic) in
      call.result(try call.place(isLargest: false))
    },
    named("aminmax(self, dim=None, keepdim=False)") { call throws(Diagnostic) in
      call.results([try call.smallest(), try call.largest()])
    })
}

extension ATenCall {
  /// The largest element over the axes that `dim` names.
  fileprivate func largest() throws(Diagnostic) -> ValueID {
    let x = try tensor("self")
    if elementType(of: x) == .bool { return try reduced(x, ReduceAny.self) }
    return try reduced(x, ReduceMax.self)
  }

  /// The smallest element over the axes that `dim` names.
  fileprivate func smallest() throws(Diagnostic) -> ValueID {
    let x = try tensor("self")
    if elementType(of: x) == .bool { return try reduced(x, ReduceAll.self) }
    return try reduced(x, ReduceMin.self)
  }

  /// Where the largest or smallest element is, along an axis or among all elements.
  fileprivate func place(isLargest: Bool) throws(Diagnostic) -> ValueID {
    let x = try ordered(try tensor("self"))
    func place(_ x: ValueID, _ axis: Int, _ keepsAxis: Bool) throws(Diagnostic) -> ValueID {
      isLargest
        ? try add(ArgMax(axis: axis, keepsAxis: keepsAxis), x)
        : try add(ArgMin(axis: axis, keepsAxis: keepsAxis), x)
    }
    if rank(x) == 0 { return context.constant(.scalar(integer: 0)) }
    if isGiven("dim") { return try place(x, try axis("dim", rank: rank(x)), try keepsAxes) }
    let result = try place(try flattened(x), 0, false)
    return try keepsAxes ? withAxesKept(result, of: x) : result
  }
}
