/// Advice about sizes that are right in another order.
struct LayoutAdvice {
  let report: BindingReport

  func advice() -> [BindingAdvice] {
    var transposed: [BindingReport.ShapeMismatch] = []
    var permuted: [(mismatch: BindingReport.ShapeMismatch, axes: [Int])] = []
    for mismatch in report.shapeMismatches {
      let wanted = mismatch.expected.shape
      guard wanted.count == mismatch.found.count else { continue }
      if let axes = Self.layouts.first(where: { axes in
        axes.count == wanted.count && axes.map { mismatch.found[$0] } == wanted
      }) {
        permuted.append((mismatch, axes))
      } else if wanted.count >= 2, mismatch.found == Array(wanted.reversed()) {
        transposed.append(mismatch)
      }
    }
    var advice: [BindingAdvice] = []
    if let first = transposed.first {
      advice.append(
        BindingAdvice(
          .layout,
          "\(transposed.count) weights have their axes in the opposite order (\(first.expected.name): "
            + "\(first.found) for \(first.expected.shape)): transposed, as Keras, transformers' Conv1D "
            + "and column-major frameworks store them",
          matches: (transposed.count, report.shapeMismatches.count)))
    }
    if let first = permuted.first {
      advice.append(
        BindingAdvice(
          .layout,
          "\(permuted.count) kernel\(permuted.count == 1 ? " has its" : "s have their") axes in another order "
            + "(\(first.mismatch.expected.name): \(first.mismatch.found) for "
            + "\(first.mismatch.expected.shape)): permute them by \(first.axes)",
          matches: (permuted.count, report.shapeMismatches.count)))
    }
    return advice
  }

  /// Orders in which frameworks keep kernels, as permutations to [out, in, spatial…]: TensorFlow's
  /// [h, w, in, out], [w, in, out], [d, h, w, in, out], and channels last.
  private static let layouts = [
    [3, 2, 0, 1], [2, 1, 0], [4, 3, 0, 1, 2], [0, 3, 1, 2], [3, 2, 1, 0],
  ]
}
