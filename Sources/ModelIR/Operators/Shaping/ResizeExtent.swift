/// How large the spatial axes, those after N and C, become.
public enum ResizeExtent: Hashable, Sendable {
  /// Factors of the sizes, above 0; a size becomes `⌊size · scale⌋`.
  case scales([Double])
  /// The sizes themselves, at least 1.
  case sizes([Int])

  /// The sizes of the result.
  ///
  /// A size that is not a number stays known under whole factors and halvings only.
  ///
  /// - Throws: an invalid-attribute failure for a list of the wrong length or values out of range.
  func sizes(of spatial: [Dimension]) throws(InferenceFailure) -> [Dimension] {
    switch self {
    case .sizes(let sizes):
      guard sizes.count == spatial.count, sizes.allSatisfy({ $0 >= 1 }) else {
        throw InferenceFailure(
          .invalidAttribute, "the sizes \(sizes) need \(spatial.count) numbers that are 1 or more")
      }
      return sizes.map(Dimension.fixed)
    case .scales(let scales):
      guard scales.count == spatial.count, scales.allSatisfy({ $0 > 0 && $0.isFinite }) else {
        throw InferenceFailure(
          .invalidAttribute, "the scales \(scales) need \(spatial.count) numbers above 0")
      }
      return zip(spatial, scales).map(Self.scaled)
    }
  }

  private static func scaled(_ dimension: Dimension, by scale: Double) -> Dimension {
    if let size = dimension.size {
      return Int(exactly: (Double(size) * scale).rounded(.down)).map(Dimension.fixed) ?? .unknown
    }
    if let factor = Int(exactly: scale) { return dimension * factor }
    if scale.significand == 1, let divisor = Int(exactly: 1 / scale) {
      return dimension.floorDivided(by: divisor)
    }
    return .unknown
  }
}
