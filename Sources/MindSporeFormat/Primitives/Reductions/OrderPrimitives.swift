import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// The greatest and the least elements and where they are.
  static let extremes: [MindSporePrimitive] = [
    MindSporePrimitive("Argmax(x, axis=-1, output_type=None)") { call throws(Diagnostic) in
      try call.position("argmax", "axis", keeps: false, type: "output_type")
    },
    MindSporePrimitive("Argmin(x, axis=-1, output_type=None)") { call throws(Diagnostic) in
      try call.position("argmin", "axis", keeps: false, type: "output_type")
    },
    MindSporePrimitive("ArgminV2(x, axis=-1)") { call throws(Diagnostic) in
      try call.position("argmin", "axis", keeps: false, type: nil)
    },
    MindSporePrimitive("ArgMaxExt(x, dim=None, keepdim=False)", is: "argmax"),
    MindSporePrimitive("ArgMinExt(x, dim=None, keepdim=False)", is: "argmin"),
    MindSporePrimitive("ArgMaxWithValue(x, axis=0, keep_dims=False)") { call throws(Diagnostic) in
      let keeps = try call.flag("keep_dims")
      return try call.position("argmax", "axis", keeps: keeps, type: nil)
        + call.reduction(ReduceMax.self)
    },
    MindSporePrimitive("ArgMinWithValue(x, axis=0, keep_dims=False)") { call throws(Diagnostic) in
      let keeps = try call.flag("keep_dims")
      return try call.position("argmin", "axis", keeps: keeps, type: nil)
        + call.reduction(ReduceMin.self)
    },
    MindSporePrimitive("Max(x)", is: "max"),
    MindSporePrimitive("Min(x)", is: "min"),
    MindSporePrimitive("MaxDim(x, dim, keepdim=False)", is: "max"),
    MindSporePrimitive("MinDim(x, dim, keepdim=False)", is: "min"),
  ]

  /// Elements in order.
  static let sortings: [MindSporePrimitive] = [
    MindSporePrimitive("TopK(x, k, sorted=True)") { call throws(Diagnostic) in
      try call.aten(
        "topk",
        [call.value("x"), call.value("k"), .integer(-1), .boolean(true), call.value("sorted")])
    },
    MindSporePrimitive("TopkExt(x, k, dim=-1, largest=True, sorted=True)", is: "topk"),
    MindSporePrimitive("Sort(x, axis=-1, descending=False)", is: "sort"),
    MindSporePrimitive("SortExt(x, dim=-1, descending=False, stable=False)") {
      call throws(Diagnostic) in
      try call.aten("sort", [call.value("x"), call.value("dim"), call.value("descending")])
    },
    MindSporePrimitive("ArgSort(x, dim=-1, descending=False, stable=False)") {
      call throws(Diagnostic) in
      try call.aten("argsort", [call.value("x"), call.value("dim"), call.value("descending")])
    },
    MindSporePrimitive("Unique(x)") { call throws(Diagnostic) in try call.uniqueByAppearance() },
    MindSporePrimitive(
      "Unique2(x, sorted=True, return_inverse=False, return_counts=False)", is: "_unique2"),
    MindSporePrimitive(
      "SearchSorted(sorted_sequence, values, sorter=None, dtype=None, right=False)"
    ) { call throws(Diagnostic) in
      guard !call.isGiven("sorter") else { throw call.unsupported("a sorter") }
      return try call.aten(
        "searchsorted",
        [
          call.value("sorted_sequence"), call.value("values"), .boolean(false),
          .boolean(try call.flag("right")),
        ])
    },
  ]

  /// Running sums.
  static let cumulations: [MindSporePrimitive] = [
    MindSporePrimitive("CumSum(x, axis, exclusive=False, reverse=False)") {
      call throws(Diagnostic) in
      let x = try call.tensor("x")
      let axis = try call.axis("axis", rank: call.rank(x))
      return call.result(
        try call.add(
          CumulativeSum(
            axis: axis, isExclusive: try call.flag("exclusive"),
            isReversed: try call.flag("reverse")), x))
    },
    MindSporePrimitive("CumsumExt(x, dim, dtype=None)") { call throws(Diagnostic) in
      try call.aten(
        "cumsum",
        [
          call.value("x"), call.value("dim"),
          try call.dataType("dtype").map(ATenValue.elementType) ?? .none,
        ])
    },
    MindSporePrimitive("CumProd(x, axis, exclusive=False, reverse=False)") {
      call throws(Diagnostic) in
      var x = try call.tensor("x")
      let axis = try call.axis("axis", rank: call.rank(x))
      let isReversed = try call.flag("reverse")
      if isReversed { x = try call.add(Flip(axes: [axis]), x) }
      x = try call.atenTensor("cumprod", call.argument(x), .integer(axis))
      if try call.flag("exclusive") {
        // A one before all, and the last product gone.
        var before = [Int](repeating: 0, count: call.rank(x))
        before[axis] = 1
        x = try call.add(Pad(before: before, after: before.map { -$0 }, mode: .constant(1)), x)
      }
      if isReversed { x = try call.add(Flip(axes: [axis]), x) }
      return call.result(x)
    },
    MindSporePrimitive("Cummax(x, axis)", is: "cummax"),
    MindSporePrimitive("Cummin(x, axis)", is: "cummin"),
    MindSporePrimitive("CumminExt(x, axis|dim)", is: "cummin"),
    MindSporePrimitive("CumulativeLogsumexp(x, axis, exclusive=False, reverse=False)") {
      call throws(Diagnostic) in
      guard !(try call.flag("exclusive")), !(try call.flag("reverse")) else {
        throw call.unsupported("exclusive or reversed sums")
      }
      return try call.aten("logcumsumexp", [call.value("x"), call.value("axis")])
    },
  ]

  /// Variances and deviations.
  static let statistics: [MindSporePrimitive] = [
    MindSporePrimitive("ReduceStd(x, axis=None, unbiased=True, keep_dims=False)") {
      call throws(Diagnostic) in
      let x = try call.tensor("x")
      let axes = ATenValue.list(
        try call.axesOrAll("axis", rank: call.rank(x)).map(ATenValue.integer))
      let keeps = ATenValue.boolean(try call.flag("keep_dims"))
      let deviation = try call.aten(
        "std", [call.value("x"), axes, .boolean(try call.flag("unbiased")), keeps],
        overload: "dim")
      return deviation + (try call.reduction(ReduceMean.self))
    },
    MindSporePrimitive("Std(x, dim=None, correction=1, keepdim=False)") {
      call throws(Diagnostic) in
      try call.aten("std", call.arguments, overload: "correction")
    },
    MindSporePrimitive("Var(x, dim=None, correction=1, keepdim=False)") {
      call throws(Diagnostic) in
      try call.aten("var", call.arguments, overload: "correction")
    },
    MindSporePrimitive("VarMean(x, dim=None, correction=1, keepdim=False)") {
      call throws(Diagnostic) in
      try call.aten("var_mean", call.arguments, overload: "correction")
    },
    MindSporePrimitive("StdMean(x, dim=None, correction=1, keepdim=False)") {
      call throws(Diagnostic) in
      try call.aten("std_mean", call.arguments, overload: "correction")
    },
    MindSporePrimitive(
      "Median(x, global_median=False, axis=0, keep_dims=False, ignore_nan=False)"
    ) { call throws(Diagnostic) in
      let name = try call.flag("ignore_nan") ? "nanmedian" : "median"
      if try call.flag("global_median") {
        return try call.aten(name, [call.value("x")]) + [.failed]
      }
      return try call.aten(
        name, [call.value("x"), call.value("axis"), .boolean(try call.flag("keep_dims"))])
    },
    MindSporePrimitive("MedianExt(x)", is: "median"),
    MindSporePrimitive("MedianDim(x, dim=-1, keepdim=False)", is: "median"),
  ]
}

extension ATenCall {
  /// Each value once, in the order in which they appear, and where each element's value is there.
  fileprivate func uniqueByAppearance() throws(Diagnostic) -> [ATenValue] {
    let parts = try aten("_unique", [value("x"), .boolean(true), .boolean(true)])
    guard parts.count == 2, case .tensor(let tensor) = parts[0] else {
      throw problem("gives no values")
    }
    let count = ATenValue(shape(try context.value(of: tensor))[0])
    let numbers = try aten("arange", [.integer(0), count], overload: "start_step")
    let column = try aten("unsqueeze", [parts[1], .integer(1)])
    let isValue = try atenTensor("eq", column[0], numbers[0])
    let firsts = try aten(
      "argmax", [argument(try context.cast(isValue, to: .int32)), .integer(0)])
    let order = try aten("argsort", [firsts[0], .integer(0)])
    let ranks = try aten("argsort", [order[0], .integer(0)])
    return try aten("index_select", [parts[0], .integer(0), order[0]])
      + aten("index_select", [ranks[0], .integer(0), parts[1]])
  }

  /// Where an extreme element of an axis is.
  fileprivate func position(
    _ name: String, _ axis: String, keeps: Bool, type: String?
  ) throws(Diagnostic) -> [ATenValue] {
    let found = try atenTensor(name, value("x"), value(axis), .boolean(keeps))
    // 32 bits where nothing else is asked for.
    let wanted =
      try type.flatMap { argument throws(Diagnostic) in try dataType(argument) } ?? .int32
    return result(try context.cast(found, to: wanted))
  }
}
