extension OperatorCatalog {
  /// Operators that make tensors of no data, of sizes or of stored numbers.
  static let constants: [any Operator.Type] = [
    Constant.self, Fill.self, FillLike.self, DynamicFill.self, FixedRange.self,
    DynamicRange.self, ShapeOf.self, SizeOf.self,
  ]
}
