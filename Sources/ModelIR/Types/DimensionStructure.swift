/// How a size is computed, one step at a time, for whoever computes it with nodes.
package enum DimensionStructure: Hashable, Sendable {
  case unknown
  case constant(Int)
  case symbol(String)
  /// Two or more terms.
  case sum([Dimension])
  /// Two or more factors; a number comes first.
  case product([Dimension])
  /// The quotient rounded down.
  case floorQuotient(Dimension, Dimension)
  /// A quotient that is known to be whole.
  case exactQuotient(Dimension, Dimension)
  /// What the quotient rounded down leaves.
  case modulo(Dimension, Dimension)
  /// The largest of two or more.
  case maximum([Dimension])
  /// The smallest of two or more.
  case minimum([Dimension])
}

extension Dimension {
  /// The outermost step of the computation; its parts have structures of their own.
  package var structure: DimensionStructure {
    guard let expression else { return .unknown }
    if let constant = expression.constant { return .constant(constant) }
    if expression.terms.count > 1 {
      return .sum(expression.terms.map { Dimension(DimensionExpression($0)) })
    }
    let term = expression.terms[0]
    let atoms = term.atoms
    if term.coefficient == 1 && atoms.count == 1 { return atoms[0].structure }
    var factors = atoms.map { Dimension(DimensionExpression($0)) }
    if term.coefficient != 1 { factors.insert(.fixed(term.coefficient), at: 0) }
    return .product(factors)
  }
}

extension DimensionExpression.Atom {
  fileprivate var structure: DimensionStructure {
    switch self {
    case .symbol(let name): .symbol(name)
    case .floorQuotient(let left, let right): .floorQuotient(Dimension(left), Dimension(right))
    case .exactQuotient(let left, let right): .exactQuotient(Dimension(left), Dimension(right))
    case .modulo(let left, let right): .modulo(Dimension(left), Dimension(right))
    case .maximum(let choices): .maximum(choices.map { Dimension($0) })
    case .minimum(let choices): .minimum(choices.map { Dimension($0) })
    }
  }
}
