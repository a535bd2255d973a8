extension OperandTypes {
  /// Checks that an operand, where it is given, has one element for each channel, which are axis 1 of
  /// the first operand.
  ///
  /// - Throws: a rank mismatch, or "the input has 12 channels, this layer takes 10".
  func requireChannelVector(_ index: Int) throws(InferenceFailure) {
    guard let vector = optional(index) else { return }
    try requireRank(1...1, of: index)
    let channels = self[0].shape[1]
    _ = try require(
      channels, equals: vector.shape[0],
      """
      the input has \(channels) channels, this layer takes \(vector.shape[0]) \
      (the size of its \(name(index)))
      """)
  }
}

/// Checks what a normalization adds to a variance.
///
/// - Throws: an invalid-attribute failure for a negative or non-finite number.
func requireEpsilon(_ epsilon: Double) throws(InferenceFailure) {
  guard epsilon >= 0, epsilon.isFinite else {
    throw InferenceFailure(.invalidAttribute, "epsilon is \(epsilon), 0 or more is needed")
  }
}
