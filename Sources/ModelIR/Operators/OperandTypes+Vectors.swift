extension OperandTypes {
  /// Checks that an operand, where it is given, has one axis with an element for each of something.
  ///
  /// - Throws: a rank or shape mismatch: "the bias has 5 elements, the layer has 6 output channels".
  func requireVector(
    _ index: Int, of count: Dimension, _ counted: String
  ) throws(InferenceFailure) {
    guard let vector = optional(index) else { return }
    try requireRank(1...1, of: index)
    _ = try require(
      vector.shape[0], equals: count,
      "the \(name(index)) has \(vector.shape[0]) elements, the layer has \(count) \(counted)")
  }

  /// Checks that an operand's elements are floating-point numbers.
  ///
  /// - Throws: an element type mismatch that says so.
  func requireFloatingPoint(of index: Int) throws(InferenceFailure) {
    try requireElementType(of: index, "floating-point") { $0.isFloatingPoint }
  }

  /// Checks that an operand holds positions: integers of 32 or 64 bits.
  ///
  /// - Throws: an element type mismatch that says so.
  func requireIndices(of index: Int) throws(InferenceFailure) {
    try requireElementType(of: index, "i32 or i64") { $0 == .int32 || $0 == .int64 }
  }
}
