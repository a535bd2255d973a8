extension ATenOperatorTable {
  /// Every operator, family by family.
  static let all: [ATenOperator] = [
    views,
    arithmetic,
    quotients,
    powers,
    comparisons,
    logic,
    selections,
    unary,
    derivedFunctions,
    classifications,
    convolution,
    pooling,
  ].flatMap(\.self)
}
