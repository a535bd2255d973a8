import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Variances and standard deviations, alone or with the mean.
  static let variances: [ATenOperator] = family(
    named(
      "var.correction(self, dim=None, correction=None, keepdim=False)",
      "var(self, unbiased: bool=True)",
      "var.dim(self, dim: int[], unbiased: bool=True, keepdim=False)"
    ) { call throws(Diagnostic) in
      call.result(try call.variance())
    },
    named(
      "std.correction(self, dim=None, correction=None, keepdim=False)",
      "std(self, unbiased: bool=True)",
      "std.dim(self, dim: int[], unbiased: bool=True, keepdim=False)"
    ) { call throws(Diagnostic) in
      call.result(try call.add(Sqrt(), try call.variance()))
    },
    named(
      "var_mean.correction(self, dim=None, correction=None, keepdim=False)",
      "var_mean(self, unbiased: bool=True)",
      "var_mean.dim(self, dim: int[], unbiased: bool=True, keepdim=False)"
    ) { call throws(Diagnostic) in
      let mean = try call.reduced(try call.floating("self"), ReduceMean.self)
      return call.results([try call.variance(), mean])
    },
    named(
      "std_mean.correction(self, dim=None, correction=None, keepdim=False)",
      "std_mean(self, unbiased: bool=True)",
      "std_mean.dim(self, dim: int[], unbiased: bool=True, keepdim=False)"
    ) { call throws(Diagnostic) in
      let mean = try call.reduced(try call.floating("self"), ReduceMean.self)
      return call.results([try call.add(Sqrt(), try call.variance()), mean])
    })
}

extension ATenCall {
  /// The variance over the axes that `dim` names.
  fileprivate func variance() throws(Diagnostic) -> ValueID {
    let x = try floating("self")
    let correction: Int
    if has("unbiased") {
      correction = try boolean("unbiased") ? 1 : 0
    } else {
      let number = try optionalNumber("correction") ?? 1
      guard let whole = Int(exactly: number), whole >= 0 else {
        throw unsupported("the correction \(number) is no whole number from 0 on")
      }
      correction = whole
    }
    guard rank(x) > 0 else { throw unsupported("the variance of a single number") }
    return try add(
      ReduceVariance(
        axes: try reducedAxes(rank: rank(x)), keepsAxes: try keepsAxes, correction: correction), x)
  }
}
