extension ATenOperatorTable {
  /// Every operator, family by family.
  static let all: [ATenOperator] = [
    views,
    shuffles,
    arithmetic,
    quotients,
    powers,
    comparisons,
    logic,
    selections,
    unary,
    derivedFunctions,
    classifications,
    activations,
    softmaxes,
    convolution,
    pooling,
    products,
    contractions,
    distances,
    batchNorm,
    normalization,
    attention,
  ].flatMap(\.self)
}
