extension OperandTypes {
  /// Checks that an operand holds one 64-bit integer for each of some axes.
  ///
  /// - Throws: a rank, shape or element type mismatch that names the operand.
  func requireSizes(_ index: Int, count: Int) throws(InferenceFailure) {
    try requireElementType(of: index, "i64") { $0 == .int64 }
    try requireRank(1...1, of: index)
    _ = try require(
      self[index].shape[0], equals: .fixed(count),
      "'\(name(index))' has \(self[index].shape[0]) elements, \(count) are needed")
  }

  /// Checks that an operand holds one 64-bit integer, with or without an axis.
  ///
  /// - Throws: a rank, shape or element type mismatch that names the operand.
  func requirePosition(_ index: Int) throws(InferenceFailure) {
    try requireElementType(of: index, "i64") { $0 == .int64 }
    try requireRank(0...1, of: index)
    guard self[index].rank == 1 else { return }
    _ = try require(
      self[index].shape[0], equals: 1,
      "'\(name(index))' has \(self[index].shape[0]) elements, one is needed")
  }
}

/// Checks that every known size of a shape that is stated is 0 or more.
///
/// - Throws: an invalid-attribute failure that names the shape.
func requireStatedShape(_ shape: [Dimension]) throws(InferenceFailure) {
  guard shape.allSatisfy({ ($0.size ?? 0) >= 0 }) else {
    throw InferenceFailure(.invalidAttribute, "a tensor of shape \(Shape(shape)) cannot be made")
  }
}
