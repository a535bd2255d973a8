extension Shape {
  /// The shape that element-wise operators give several shapes, by NumPy's rule: shapes are aligned at
  /// the last axis, and a size of 1 stretches.
  ///
  /// A symbol against another symbol or number other than 1 is taken to be equal to it.
  ///
  /// - Throws: an ``InferenceFailure`` if two sizes can never agree.
  public static func broadcast(_ shapes: [Shape]) throws(InferenceFailure) -> Shape {
    let rank = shapes.map(\.rank).max() ?? 0
    var result: [Dimension] = []
    for axis in 0..<rank {
      var merged: Dimension = 1
      for shape in shapes {
        let index = axis - (rank - shape.rank)
        guard index >= 0 else { continue }
        let dimension = shape[index]
        if dimension.size == 1 { continue }
        if merged.size == 1 {
          merged = dimension
        } else if merged.canEqual(dimension) {
          merged = merged.unified(with: dimension)
        } else {
          let texts = shapes.map(\.description).joined(separator: " and ")
          throw InferenceFailure(
            .shapeMismatch,
            "\(texts) do not broadcast: axis \(axis) is \(merged) in one and \(dimension) in another"
          )
        }
      }
      result.append(merged)
    }
    return Shape(result)
  }

  /// Whether the shape can be stretched to another one, which keeps its own sizes: the one-sided form
  /// of broadcasting.
  public func stretches(to target: Shape) -> Bool {
    guard rank <= target.rank else { return false }
    return zip(dimensions.reversed(), target.dimensions.reversed()).allSatisfy {
      $0.size == 1 || $0.canEqual($1)
    }
  }
}
