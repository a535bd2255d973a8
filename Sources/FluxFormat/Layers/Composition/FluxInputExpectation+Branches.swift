import ModelIR

extension FluxInputExpectation {
  /// What layers side by side expect: one input if it can be the same for all, else one for each.
  static func ofBranches(_ expectations: [FluxInputExpectation]) -> FluxInputExpectation {
    var merged = FluxInputExpectation.anything
    for expectation in expectations {
      guard let next = merged.merged(with: expectation) else { return .tuple(expectations) }
      merged = next
    }
    return merged
  }

  /// What both expect, or nothing if no input fits both.
  private func merged(with other: FluxInputExpectation) -> FluxInputExpectation? {
    if self == other { return self }
    switch (self, other) {
    case (.anything, _): return other
    case (_, .anything): return self
    // What is not understood may take anything.
    case (.unknown, _), (.flattened, .channels), (.flattened, .image): return other
    case (_, .unknown), (.channels, .flattened), (.image, .flattened): return self
    case (.features(let a, let type), .features(let b, let otherType)) where a == b:
      return .features(a, type ?? otherType)
    case (.features(let a, let type), .sequence(let b, let other, let layout)) where a == b,
      (.sequence(let b, let other, let layout), .features(let a, let type)) where a == b:
      return .sequence(features: a, other ?? type, layout)
    case (.channels(let a, let type), .image(let rank, let b, let other))
    where b == nil || b == a,
      (.image(let rank, let b, let other), .channels(let a, let type))
    where b == nil || b == a:
      return .image(spatialRank: rank, channels: a, other ?? type)
    case (.image(let rank, let a, let type), .image(let otherRank, let b, let other))
    where (rank == nil || otherRank == nil || rank == otherRank)
      && (a == nil || b == nil || a == b):
      return .image(spatialRank: rank ?? otherRank, channels: a ?? b, type ?? other)
    case (.features(let a, let type), .channels(let b, let other)) where a == b,
      (.channels(let b, let other), .features(let a, let type)) where a == b:
      return .features(a, type ?? other)
    case (.tokens(let a), .tokens(let b)): return .tokens(vocabulary: Swift.min(a, b))
    default: return nil
    }
  }
}
