import Diagnostics
import ModelIR

extension FluxFunctionTable {
  /// Functions that bring dimensions together.
  static let reductions: [String: Body] = [
    "sum": { call, lowering in
      try reduce(call, &lowering) { ReduceSum(axes: $0, keepsAxes: $1) }
    },
    "mean": { call, lowering in
      try reduce(call, &lowering) { ReduceMean(axes: $0, keepsAxes: $1) }
    },
    "maximum": { call, lowering in
      try reduce(call, &lowering) { ReduceMax(axes: $0, keepsAxes: $1) }
    },
    "minimum": { call, lowering in
      try reduce(call, &lowering) { ReduceMin(axes: $0, keepsAxes: $1) }
    },
    "prod": { call, lowering in
      try reduce(call, &lowering) { ReduceProduct(axes: $0, keepsAxes: $1) }
    },
    "logsumexp": { call, lowering in
      try reduce(call, &lowering) { ReduceLogSumExp(axes: $0, keepsAxes: $1) }
    },
    "var": { call, lowering in try variance(call, &lowering, isRoot: false) },
    "std": { call, lowering in try variance(call, &lowering, isRoot: true) },
  ]

  /// `f(x; dims)` keeps the dimensions at size 1; without `dims` it gives a scalar.
  private static func reduce(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering,
    _ make: ([Int], Bool) -> some Operator
  ) throws(Diagnostic) -> FluxOperand {
    try call.requireCount(1...1)
    try call.requireKeywords(["dims"])
    let x = try call.tensor(0)
    let axes = try lowering.axes(of: call.keyword("dims"), in: x, call).sorted()
    let isWhole = call.keyword("dims") == nil
    return .tensor(try lowering.builder.add(make(axes, !isWhole), x))
  }

  private static func variance(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering, isRoot: Bool
  ) throws(Diagnostic) -> FluxOperand {
    try call.requireKeywords(["dims", "corrected"])
    let x = try call.tensor(0)
    let axes = try lowering.axes(of: call.keyword("dims"), in: x, call).sorted()
    var isCorrected = true
    if case .boolean(let value)? = call.keyword("corrected")?.normalised { isCorrected = value }
    let variance = try lowering.builder.add(
      ReduceVariance(
        axes: axes, keepsAxes: call.keyword("dims") != nil, correction: isCorrected ? 1 : 0), x)
    return .tensor(isRoot ? try lowering.builder.add(Sqrt(), variance) : variance)
  }
}
