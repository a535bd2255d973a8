extension OperandTypes {
  /// Checks that a tensor of random numbers can be made: of a floating-point type, its sizes either
  /// numbers or the only operand.
  ///
  /// - Throws: an invalid-attribute failure for the type or the sizes, and what
  ///   ``requireSizes(_:count:)`` throws.
  func requireRandomTensor(
    _ elementType: ElementType, _ shape: [Dimension]
  ) throws(InferenceFailure) {
    guard elementType.isFloatingPoint else {
      throw InferenceFailure(
        .invalidAttribute, "random numbers of type \(elementType) are not made")
    }
    try requireStatedShape(shape)
    if optional(0) != nil { return try requireSizes(0, count: shape.count) }
    guard let sizes = Shape(shape).sizes, byteCountOfTensor(elementType, shape: sizes) != nil else {
      throw InferenceFailure(.invalidAttribute, "the sizes \(Shape(shape)) are no numbers")
    }
  }
}
