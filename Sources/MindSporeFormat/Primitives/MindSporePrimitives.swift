extension MindSporePrimitiveTable {
  /// Every primitive, family by family.
  static let all: [MindSporePrimitive] = [
    arithmetic, comparisons, logic, unary, casting, assignments,
    activations, softmaxes,
    convolutions, pools, adaptivePools,
    batchNormalizations, normalizations,
    products,
    sums, extremes, sortings, cumulations, statistics,
    reshaping, permuting, joining, slicing, repeating, padding, resizing, sizes,
    gathering, scattering, selecting,
    filling, ranges,
    recurrent, attention,
    losses,
    scalars,
  ].flatMap(\.self)
}
