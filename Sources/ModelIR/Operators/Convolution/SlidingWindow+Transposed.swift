extension SlidingWindow {
  /// The sizes that a transposed convolution gives: `(size − 1) · stride + reach − pads + output
  /// padding` with `reach = dilation · (kernel − 1) + 1`.
  ///
  /// - Throws: an invalid-attribute failure for lists of the wrong length or values out of range, a
  ///   shape mismatch if padding removes everything.
  func transposedOutputSizes(
    of input: [Dimension], kernel: [Int], outputPadding: [Int]
  ) throws(InferenceFailure) -> [Dimension] {
    try check(spatialRank: input.count, kernel: kernel)
    guard outputPadding.count == input.count,
      outputPadding.allSatisfy({ $0 >= 0 && $0 <= Int(Int32.max) })
    else {
      throw InferenceFailure(
        .invalidAttribute,
        "output padding \(outputPadding) needs \(input.count) numbers that are 0 or more")
    }
    var sizes: [Dimension] = []
    for axis in input.indices {
      let reach = dilations[axis] * (kernel[axis] - 1) + 1
      let added = reach - padsBefore[axis] - padsAfter[axis] + outputPadding[axis]
      let size = (input[axis] - 1) * strides[axis] + added
      if let fixed = size.size, fixed < 1 {
        throw InferenceFailure(
          .shapeMismatch,
          """
          spatial axis \(axis) would have \(fixed) elements: \
          \(padsBefore[axis] + padsAfter[axis]) of padding remove more than the kernel adds
          """)
      }
      sizes.append(size)
    }
    return sizes
  }
}
