import ModelIR

extension GraphRewriter {
  /// `x / 2 · (1 + erf(x / √2))`, and `x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))`.
  mutating func rebuildGelu(
    _ id: NodeID, _ number: Double, _ x: ValueID, _ gate: ValueID
  ) -> Bool {
    guard number.isNear(0.5), let (step, one) = sumWithNumber(gate), one == 1 else { return false }
    if let (_, operands) = inner(Erf.self, step), let inside = operands.first, let inside {
      let (factor, values) = factors(of: inside)
      guard values == [x], factor.isNear(0.5.squareRoot()) else { return false }
      return rebuild(id, as: Gelu(approximation: .none), of: x)
    }
    guard let (_, operands) = inner(Tanh.self, step), let inside = operands.first, let inside,
      isGeluCubic(inside, of: x)
    else { return false }
    return rebuild(id, as: Gelu(approximation: .tanh), of: x)
  }

  /// `√(2/π) · (x + c · x³)` or `√(2/π) · x · (1 + c · x²)`.
  private func isGeluCubic(_ id: ValueID, of x: ValueID) -> Bool {
    let (factor, values) = factors(of: id)
    guard factor.isNear((2 / Double.pi).squareRoot()) else { return false }
    if values.count == 1, let (_, terms) = inner(Add.self, values[0]), terms.count == 2 {
      return [(terms[0], terms[1]), (terms[1], terms[0])].contains { first, second in
        guard first == x, let second else { return false }
        return isPower(second, of: x, exponent: 3, factor: 0.044715)
      }
    }
    guard values.count == 2, let place = values.firstIndex(of: x),
      let (square, one) = sumWithNumber(values[1 - place]), one == 1
    else { return false }
    return isPower(square, of: x, exponent: 2, factor: 0.044715)
  }

  /// Whether a value is a number times a power of another.
  private func isPower(_ id: ValueID, of x: ValueID, exponent: Int, factor: Double) -> Bool {
    let (number, values) = factors(of: id)
    guard number.isNear(factor) else { return false }
    var count = 0
    for value in values {
      if value == x {
        count += 1
      } else if let (_, operands) = inner(Square.self, value), operands.first == x {
        count += 2
      } else if let (_, operands) = inner(Pow.self, value), operands.count == 2, operands[0] == x,
        let own = self.number(operands[1]), own == own.rounded(), (1...8).contains(own)
      {
        count += Int(own)
      } else {
        return false
      }
    }
    return count == exponent
  }
}
