import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Sums, means and what else combines the elements of axes.
  static let sums: [MindSporePrimitive] = [
    MindSporePrimitive("ReduceSum(x, axis=None, keep_dims=False, skip_mode=False)") {
      call throws(Diagnostic) in try call.reduction(ReduceSum.self)
    },
    MindSporePrimitive("ReduceMean(x, axis=None, keep_dims=False)") {
      call throws(Diagnostic) in try call.reduction(ReduceMean.self)
    },
    MindSporePrimitive("ReduceMax(x, axis=None, keep_dims=False)") {
      call throws(Diagnostic) in try call.reduction(ReduceMax.self)
    },
    MindSporePrimitive("ReduceMin(x, axis=None, keep_dims=False)") {
      call throws(Diagnostic) in try call.reduction(ReduceMin.self)
    },
    MindSporePrimitive("ReduceProd(x, axis=None, keep_dims=False)") {
      call throws(Diagnostic) in try call.reduction(ReduceProduct.self)
    },
    MindSporePrimitive("ReduceAll(x, axis=None, keep_dims=False)") {
      call throws(Diagnostic) in try call.reduction(ReduceAll.self)
    },
    MindSporePrimitive("ReduceAny(x, axis=None, keep_dims=False)") {
      call throws(Diagnostic) in try call.reduction(ReduceAny.self)
    },
    MindSporePrimitive("EuclideanNorm(x, axis=None, keep_dims=False)") {
      call throws(Diagnostic) in try call.reduction(ReduceL2.self)
    },
    MindSporePrimitive("SquareSumAll(x, y)") { call throws(Diagnostic) in
      try ["x", "y"].map { name throws(Diagnostic) in
        let x = try call.tensor(name)
        let axes = Array(0..<call.rank(x))
        return call.argument(try call.add(ReduceSumOfSquares(axes: axes, keepsAxes: false), x))
      }
    },
    MindSporePrimitive("SumExt(x, dim=None, keepdim=False, dtype=None)") {
      call throws(Diagnostic) in try call.typedReduction(ReduceSum.self)
    },
    MindSporePrimitive("MeanExt(x, dim=None, keepdim=False, dtype=None)") {
      call throws(Diagnostic) in try call.typedReduction(ReduceMean.self)
    },
    MindSporePrimitive("ProdExt(x, dim=None, keepdim=False, dtype=None)") {
      call throws(Diagnostic) in try call.typedReduction(ReduceProduct.self)
    },
    MindSporePrimitive("AnyExt(x, axis|dim=None, keep_dims|keepdim=False)") {
      call throws(Diagnostic) in try call.reduction(ReduceAny.self)
    },
    MindSporePrimitive("Any(x)", is: "any"),
    MindSporePrimitive("LogSumExp(x, dim, keepdim=False)", is: "logsumexp"),
    MindSporePrimitive("CountNonZero(x, dim=None)", is: "count_nonzero"),
    MindSporePrimitive("LpNorm(x, axis, p=2, keep_dims=False, epsilon=1e-12)") {
      call throws(Diagnostic) in
      try call.aten(
        "norm",
        [
          call.value("x"), call.value("p"),
          .list(try call.integerList("axis").map(ATenValue.integer)),
          .boolean(try call.flag("keep_dims")),
        ])
    },
    MindSporePrimitive("Norm(x, p=2.0, dim=None, keepdim=False, dtype=None)", build: norm),
    MindSporePrimitive(
      "LinalgVectorNorm(x, p|ord=2, dim=None, keepdim=False, dtype=None)", build: norm),
  ]

  private static let norm: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let x = try call.tensor("x")
    let axes = try call.axesOrAll("dim", rank: call.rank(x))
    return try call.aten(
      "norm",
      [
        call.value("x"), call.value("p"), .list(axes.map(ATenValue.integer)),
        .boolean(try call.flag("keepdim")),
      ])
  }
}

extension ATenCall {
  /// The elements of some axes, all if none are named, combined.
  func reduction<Reduction: ReductionOperator>(
    _ kind: Reduction.Type
  ) throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("x")
    let isEmpty = value("axis").items?.isEmpty ?? false
    if has("skip_mode"), isEmpty, try flag("skip_mode") { return [value("x")] }
    let keeps = try flag("keep_dims")
    return result(try combined(x, kind, try axesOrAll("axis", rank: rank(x)), keeps))
  }

  /// The same in an element type of its own.
  fileprivate func typedReduction<Reduction: ReductionOperator>(
    _ kind: Reduction.Type
  ) throws(Diagnostic) -> [ATenValue] {
    var x = try tensor("x")
    if let type = try dataType("dtype") {
      x = try context.cast(x, to: type)
    } else if elementType(of: x) == .bool || elementType(of: x).isInteger {
      x = try context.cast(x, to: .int64)
    }
    return result(
      try combined(x, kind, try axesOrAll("dim", rank: rank(x)), try flag("keepdim")))
  }

  private func combined<Reduction: ReductionOperator>(
    _ x: ValueID, _ kind: Reduction.Type, _ axes: [Int], _ keepsAxes: Bool
  ) throws(Diagnostic) -> ValueID {
    try add(Reduction(axes: rank(x) == 0 ? [] : axes, keepsAxes: rank(x) > 0 && keepsAxes), x)
  }
}
