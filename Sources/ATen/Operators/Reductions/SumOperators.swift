import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Sums, products and means over axes.
  static let sums: [ATenOperator] = family(
    named(
      "sum(self, dtype: int=None)", "sum.dim_IntList(self, dim: int[], keepdim=False, dtype=None)"
    ) {
      call throws(Diagnostic) in
      call.result(try call.reduced(try call.summand(), ReduceSum.self))
    },
    named("nansum(self, dim=None, keepdim=False, dtype=None)") { call throws(Diagnostic) in
      var x = try call.summand()
      if call.elementType(of: x).isFloatingPoint {
        x = try call.add(
          Where(), try call.add(IsNaN(), x), try call.context.scalar(0, like: x), x)
      }
      return call.result(try call.reduced(x, ReduceSum.self))
    },
    named("prod(self, dtype: int=None)", "prod.dim_int(self, dim: int, keepdim=False, dtype=None)")
    {
      call throws(Diagnostic) in
      call.result(try call.reduced(try call.summand(), ReduceProduct.self))
    },
    named("mean(self, dtype: int=None)", "mean.dim(self, dim: int[], keepdim=False, dtype=None)") {
      call throws(Diagnostic) in
      let x = try call.context.floating(try call.cast(try call.tensor("self"), to: "dtype"))
      return call.result(try call.reduced(x, ReduceMean.self))
    },
    named("nanmean(self, dim=None, keepdim=False, dtype=None)") { call throws(Diagnostic) in
      let x = try call.context.floating(try call.cast(try call.tensor("self"), to: "dtype"))
      let isNone = try call.add(IsNaN(), x)
      let present = try call.add(Where(), isNone, try call.context.scalar(0, like: x), x)
      let counted = try call.context.cast(
        try call.add(Not(), isNone), to: call.elementType(of: x))
      return call.result(
        try call.add(
          Divide(), try call.reduced(present, ReduceSum.self),
          try call.reduced(counted, ReduceSum.self)))
    },
    named("count_nonzero(self, dim=None)") { call throws(Diagnostic) in
      let counted = try call.context.cast(try call.truth(try call.tensor("self")), to: .int64)
      return call.result(try call.reduced(counted, ReduceSum.self))
    },
    named("logsumexp(self, dim, keepdim=False)", "special_logsumexp(self, dim, keepdim=False)") {
      call throws(Diagnostic) in
      call.result(try call.reduced(try call.floating("self"), ReduceLogSumExp.self))
    },
    named("any(self)", "any.dims(self, dim=None, keepdim=False)") { call throws(Diagnostic) in
      call.result(try call.reduced(try call.truth(try call.tensor("self")), ReduceAny.self))
    },
    named("all(self)", "all.dims(self, dim=None, keepdim=False)") { call throws(Diagnostic) in
      call.result(try call.reduced(try call.truth(try call.tensor("self")), ReduceAll.self))
    })
}
