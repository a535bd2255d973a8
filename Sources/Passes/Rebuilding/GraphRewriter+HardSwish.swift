import ModelIR

extension GraphRewriter {
  /// `clamp(x + 3, 0, 6) / 6`.
  mutating func rebuildHardSigmoid(_ id: NodeID, _ number: Double, _ gate: ValueID) -> Bool {
    guard number.isNear(1 / 6.0), let x = hardGate(gate) else { return false }
    return rebuild(id, as: HardSigmoid(alpha: 1 / 6.0, beta: 0.5), of: x)
  }

  /// `x · clamp(x + 3, 0, 6) / 6`.
  mutating func rebuildHardSwish(
    _ id: NodeID, _ number: Double, _ x: ValueID, _ gate: ValueID
  ) -> Bool {
    if number == 1, let (step, operands) = inner(HardSigmoid.self, gate), operands.first == x,
      step.alpha.isNear(1 / 6.0), step.beta == 0.5
    {
      return rebuild(id, as: HardSwish(), of: x)
    }
    guard number.isNear(1 / 6.0), hardGate(gate) == x else { return false }
    return rebuild(id, as: HardSwish(), of: x)
  }

  /// The x of `clamp(x + 3, 0, 6)`.
  private func hardGate(_ gate: ValueID) -> ValueID? {
    guard let (sum, range) = limits(of: gate), range == 0...6,
      let (x, offset) = sumWithNumber(sum), offset == 3
    else { return nil }
    return x
  }
}
