import ModelIR

extension GraphRewriter {
  /// `x · σ(x)` and `x · σ(1.702 · x)`.
  mutating func rebuildSilu(
    _ id: NodeID, _ number: Double, _ x: ValueID, _ gate: ValueID
  ) -> Bool {
    guard number == 1, let (_, operands) = inner(Sigmoid.self, gate),
      let inside = operands.first, let inside
    else { return false }
    if inside == x { return rebuild(id, as: Silu(), of: x) }
    let (factor, values) = factors(of: inside)
    guard values == [x], factor.isNear(1.702) else { return false }
    return rebuild(id, as: QuickGelu(), of: x)
  }
}
