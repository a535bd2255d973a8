extension DimensionExpression {
  /// The larger or smaller of two expressions; they are compared where they differ by a number.
  static func extreme(
    _ left: Self, _ right: Self, takesLarger: Bool
  ) throws(DimensionOverflow) -> Self {
    var kept: [Self] = []
    for choice in left.choices(takesLarger) + right.choices(takesLarger) {
      var isBeaten = false
      var survivors: [Self] = []
      for other in kept {
        guard let difference = try sum(choice, product(other, Self(-1))).constant else {
          survivors.append(other)
          continue
        }
        if (difference > 0) == takesLarger && difference != 0 { continue }
        isBeaten = true
        survivors.append(other)
      }
      kept = survivors
      if !isBeaten { kept.append(choice) }
    }
    if kept.count == 1 { return kept[0] }
    for choice in kept { try choice.requireFollowable() }
    guard kept.count <= 32 else { throw DimensionOverflow() }
    let sorted = kept.map { (text: $0.text, choice: $0) }.sorted { $0.text < $1.text }
      .map(\.choice)
    return Self(takesLarger ? .maximum(sorted) : .minimum(sorted))
  }

  /// The expressions between which an expression chooses, itself if it is no choice of that kind.
  private func choices(_ takesLarger: Bool) -> [Self] {
    guard terms.count == 1, terms[0].coefficient == 1, terms[0].atoms.count == 1 else {
      return [self]
    }
    switch terms[0].atoms[0] {
    case .maximum(let choices) where takesLarger: return choices
    case .minimum(let choices) where !takesLarger: return choices
    default: return [self]
    }
  }
}
