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
      if case .tuple(let items)? = call.arguments.first, call.arguments.count == 1 {
        return try product(of: items, call)
      }
      return try reduce(call, &lowering) { ReduceProduct(axes: $0, keepsAxes: $1) }
    },
    "logsumexp": { call, lowering in
      try reduce(call, &lowering) { ReduceLogSumExp(axes: $0, keepsAxes: $1) }
    },
    "var": { call, lowering in try variance(call, &lowering, isRoot: false) },
    "std": { call, lowering in try variance(call, &lowering, isRoot: true) },
  ]

  /// `f(x; dims)` keeps the dimensions at size 1; without `dims` it gives a scalar.
  ///
  /// `f(g, x; dims)` takes the elements of `g.(x)`.
  private static func reduce(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering,
    _ make: ([Int], Bool) -> some Operator
  ) throws(Diagnostic) -> FluxOperand {
    try call.requireCount(1...2)
    try call.requireKeywords(["dims"])
    var x = try call.argument(call.arguments.count - 1)
    if call.arguments.count == 2 {
      guard case .julia(let function) = call.arguments[0] else {
        throw call.unsupported("a function is expected first")
      }
      x = try lowering.call(function, [x], keywords: [])
    }
    guard case .tensor(let id) = x else {
      throw call.unsupported("a tensor is expected, found \(x.kindDescription)")
    }
    let dims = dims(call)
    let axes = try lowering.axes(of: dims, in: id, call).sorted()
    return .tensor(try lowering.builder.add(make(axes, keepsAxes(dims)), id))
  }

  /// Whether reduced dimensions stay with size 1: not for all of them, `:`, or a missing keyword.
  private static func keepsAxes(_ dims: FluxOperand?) -> Bool {
    switch dims {
    case nil, .colon?: false
    default: true
    }
  }

  /// `prod(size(x)[1:3])`: sizes multiplied.
  private static func product(
    of items: [FluxOperand], _ call: FluxFunctionCall
  ) throws(Diagnostic) -> FluxOperand {
    var result = Dimension.fixed(1)
    for item in items {
      guard case .integer(let size) = item.normalised else {
        throw call.unsupported("sizes are expected, found \(item.kindDescription)")
      }
      result = result * size
    }
    return .integer(result)
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
        axes: axes, keepsAxes: keepsAxes(dims(call)), correction: isCorrected ? 1 : 0), x)
    return .tensor(isRoot ? try lowering.builder.add(Sqrt(), variance) : variance)
  }
}
