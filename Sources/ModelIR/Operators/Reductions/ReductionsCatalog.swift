extension OperatorCatalog {
  /// The reductions over axes.
  static let reductions: [any Operator.Type] = [
    ReduceSum.self, ReduceMean.self, ReduceMax.self, ReduceMin.self, ReduceProduct.self,
    ReduceL1.self, ReduceL2.self, ReduceSumOfSquares.self, ReduceLogSumExp.self, ReduceAny.self,
    ReduceAll.self, ReduceVariance.self, ArgMax.self, ArgMin.self, TopK.self, DynamicTopK.self,
    Sort.self,
  ]
}
