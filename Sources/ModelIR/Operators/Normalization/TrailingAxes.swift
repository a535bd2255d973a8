extension OperandTypes {
  /// Checks a number of trailing axes of the first operand, and that the other operands, where given,
  /// have the shape of these axes.
  ///
  /// - Throws: an invalid-attribute failure or "the input has 12 features, this layer takes 10".
  func requireTrailingAxes(_ axes: Int, of parameters: Range<Int>) throws(InferenceFailure) {
    let x = self[0].shape
    guard axes >= 1, axes <= x.rank else {
      throw InferenceFailure(
        .invalidAttribute, "\(axes) trailing axes of \(x) cannot be normalised, it has \(x.rank)")
    }
    let trailing = Shape(Array(x.dimensions.suffix(axes)))
    for index in parameters {
      guard let parameter = optional(index)?.shape else { continue }
      try requireRank(axes...axes, of: index)
      for (found, expected) in zip(trailing.dimensions, parameter.dimensions) {
        _ = try require(
          found, equals: expected,
          axes == 1
            ? "the input has \(found) features, this layer takes \(expected)"
            : "the input's last axes are \(trailing), this layer takes \(parameter)")
      }
    }
  }
}
