/// A polynomial over symbols and rounded quotients, in one canonical form.
///
/// Two expressions that are equal term by term are provably equal for every value of their symbols;
/// the inverse does not hold, and nothing here relies on it.
struct DimensionExpression: Hashable, Sendable {
  /// Something that is not expanded further.
  indirect enum Atom: Hashable, Sendable {
    case symbol(String)
    /// ⌊dividend / divisor⌋.
    case floorQuotient(DimensionExpression, DimensionExpression)
    /// The quotient of two expressions that is known to be whole.
    case exactQuotient(DimensionExpression, DimensionExpression)
    /// dividend − divisor · ⌊dividend / divisor⌋, which has the divisor's sign.
    case modulo(DimensionExpression, DimensionExpression)
    /// The largest of two or more, none a maximum itself, sorted by their text.
    case maximum([DimensionExpression])
    /// The smallest of two or more, none a minimum itself, sorted by their text.
    case minimum([DimensionExpression])
  }

  /// A coefficient and the atoms that it multiplies, sorted by their text.
  struct Term: Hashable, Sendable {
    var coefficient: Int
    var atoms: [Atom]
  }

  /// Sorted by their atoms' text, higher degrees first; no coefficient is 0.
  private(set) var terms: [Term]

  init(_ constant: Int) {
    terms = constant == 0 ? [] : [Term(coefficient: constant, atoms: [])]
  }

  init(_ atom: Atom) {
    terms = [Term(coefficient: 1, atoms: [atom])]
  }

  init(_ term: Term) { terms = [term] }

  init(collecting parts: [Term]) throws(DimensionOverflow) {
    var sums: [[Atom]: Int] = [:]
    for part in parts {
      let (sum, overflow) = sums[part.atoms, default: 0].addingReportingOverflow(part.coefficient)
      guard !overflow else { throw DimensionOverflow() }
      sums[part.atoms] = sum
    }
    terms = sums.filter { $0.value != 0 }
      .map { (key: Self.text(of: $0.key), term: Term(coefficient: $0.value, atoms: $0.key)) }
      .sorted { ($0.term.atoms.count, $1.key) > ($1.term.atoms.count, $0.key) }
      .map(\.term)
  }

  /// The value, where no symbol is left.
  var constant: Int? {
    if terms.isEmpty { return 0 }
    return terms.count == 1 && terms[0].atoms.isEmpty ? terms[0].coefficient : nil
  }

  static func sum(_ left: Self, _ right: Self) throws(DimensionOverflow) -> Self {
    guard left.terms.count + right.terms.count <= 256 else { throw DimensionOverflow() }
    return try Self(collecting: left.terms + right.terms)
  }

  static func product(_ left: Self, _ right: Self) throws(DimensionOverflow) -> Self {
    var parts: [Term] = []
    guard left.terms.count * right.terms.count <= 256 else { throw DimensionOverflow() }
    for a in left.terms {
      for b in right.terms {
        // A size that is squared again and again has twice the atoms each time.
        guard a.atoms.count + b.atoms.count <= 64 else { throw DimensionOverflow() }
        let (coefficient, overflow) = a.coefficient.multipliedReportingOverflow(by: b.coefficient)
        guard !overflow else { throw DimensionOverflow() }
        let atoms = (a.atoms + b.atoms).sorted { $0.text < $1.text }
        parts.append(Term(coefficient: coefficient, atoms: atoms))
      }
    }
    return try Self(collecting: parts)
  }

  /// ⌊self / divisor⌋; what divides evenly leaves the quotient.
  func floorDivided(by divisor: Int) throws(DimensionOverflow) -> Self {
    precondition(divisor > 0)
    if divisor == 1 { return self }
    var whole: [Term] = []
    var rest: [Term] = []
    for term in terms {
      if term.atoms.isEmpty {
        let quotient = term.coefficient.flooredQuotient(by: divisor)
        let remainder = term.coefficient.flooredRemainder(by: divisor)
        if quotient != 0 { whole.append(Term(coefficient: quotient, atoms: [])) }
        if remainder != 0 { rest.append(Term(coefficient: remainder, atoms: [])) }
      } else if term.coefficient % divisor == 0 {
        whole.append(Term(coefficient: term.coefficient / divisor, atoms: term.atoms))
      } else {
        rest.append(term)
      }
    }
    // A remainder below the divisor adds nothing to what is whole.
    let onlyConstantRest = rest.allSatisfy { $0.atoms.isEmpty }
    if rest.isEmpty || onlyConstantRest { return try Self(collecting: whole) }
    let dividend = try Self(collecting: rest)
    try dividend.requireFollowable()
    let quotient = Atom.floorQuotient(dividend, Self(divisor))
    return try Self(collecting: whole + [Term(coefficient: 1, atoms: [quotient])])
  }

  /// ⌊self / divisor⌋ of any divisor but 0; what cancels in every term leaves no quotient.
  func floorDivided(by divisor: Self) throws(DimensionOverflow) -> Self {
    if let number = divisor.constant {
      guard number != 0, number != .min else { throw DimensionOverflow() }
      if number > 0 { return try floorDivided(by: number) }
      return try Self.product(self, Self(-1)).floorDivided(by: -number)
    }
    if let quotient = try cancelled(by: divisor) { return quotient }
    try requireFollowable()
    try divisor.requireFollowable()
    return Self(.floorQuotient(self, divisor))
  }

  /// What ``floorDivided(by:)`` leaves; multiples of the divisor leave nothing.
  func modulo(_ divisor: Self) throws(DimensionOverflow) -> Self {
    var dividend = self
    if let number = divisor.constant {
      guard number != 0 else { throw DimensionOverflow() }
      if number > 0 {
        let rest = terms.map { term in
          Term(coefficient: term.coefficient.flooredRemainder(by: number), atoms: term.atoms)
        }
        dividend = try Self(collecting: rest)
        if dividend.constant != nil { return dividend }
      }
      if let size = dividend.constant { return Self(size.flooredRemainder(by: number)) }
    } else if try cancelled(by: divisor) != nil {
      return Self(0)
    }
    try dividend.requireFollowable()
    try divisor.requireFollowable()
    return Self(.modulo(dividend, divisor))
  }

  /// The whole quotient of two expressions, found by cancelling what both share; an atom otherwise.
  func exactlyDivided(by divisor: Self) throws(DimensionOverflow) -> Self {
    if let quotient = try cancelled(by: divisor) { return quotient }
    return try exactQuotientAtom(divisor)
  }

  /// The quotient where every term holds all of the divisor.
  private func cancelled(by divisor: Self) throws(DimensionOverflow) -> Self? {
    if self == divisor { return Self(1) }
    if let factor = wholeMultiple(of: divisor) { return Self(factor) }
    guard divisor.terms.count == 1, let only = divisor.terms.first else { return nil }
    var parts: [Term] = []
    for term in terms {
      var atoms = term.atoms
      let (quotient, overflow) = term.coefficient.dividedReportingOverflow(by: only.coefficient)
      guard !overflow else { throw DimensionOverflow() }
      guard term.coefficient.isMultiple(of: only.coefficient) else { return nil }
      for atom in only.atoms {
        guard let index = atoms.firstIndex(of: atom) else { return nil }
        atoms.remove(at: index)
      }
      parts.append(Term(coefficient: quotient, atoms: atoms))
    }
    return try Self(collecting: parts)
  }

  /// The number of which every term is the other's multiple: 9 for `9·a + 9·b` and `a + b`.
  private func wholeMultiple(of other: Self) -> Int? {
    guard terms.count == other.terms.count, let first = terms.first?.coefficient,
      let unit = other.terms.first?.coefficient, unit != 0, unit != -1, first.isMultiple(of: unit)
    else { return nil }
    let factor = first / unit
    let isMultiple = zip(terms, other.terms).allSatisfy { term, part in
      let (product, overflow) = part.coefficient.multipliedReportingOverflow(by: factor)
      return !overflow && term.coefficient == product && term.atoms == part.atoms
    }
    return isMultiple ? factor : nil
  }

  private func exactQuotientAtom(_ divisor: Self) throws(DimensionOverflow) -> Self {
    try requireFollowable()
    try divisor.requireFollowable()
    return Self(.exactQuotient(self, divisor))
  }

  /// Refuses what nests so much that following it further would grow without bound: a size that is
  /// halved and added to itself again and again doubles its expression each time.
  func requireFollowable() throws(DimensionOverflow) {
    guard complexity <= 128 else { throw DimensionOverflow() }
  }

  /// The number of coefficients and atoms, nested ones included.
  var complexity: Int {
    terms.reduce(0) { $0 + 1 + $1.atoms.reduce(0) { $0 + $1.complexity } }
  }

  /// The value for given symbols, or nothing if one is missing or the value overflows.
  func evaluated(_ symbols: [String: Int]) -> Int? {
    var total = 0
    for term in terms {
      var product = term.coefficient
      for atom in term.atoms {
        guard let value = atom.evaluated(symbols) else { return nil }
        let (next, overflow) = product.multipliedReportingOverflow(by: value)
        guard !overflow else { return nil }
        product = next
      }
      let (next, overflow) = total.addingReportingOverflow(product)
      guard !overflow else { return nil }
      total = next
    }
    return total
  }

  /// The names of the symbols, in order of appearance, each once.
  var symbols: [String] {
    var names: [String] = []
    for term in terms {
      for atom in term.atoms {
        for name in atom.symbols where !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  /// The text form: `4*batch`, `floor((height + 1)/2)`.
  var text: String {
    if terms.isEmpty { return "0" }
    var result = ""
    for (index, term) in terms.enumerated() {
      let magnitude = term.coefficient.magnitude
      if index > 0 {
        result += term.coefficient < 0 ? " - " : " + "
      } else if term.coefficient < 0 {
        result += "-"
      }
      if term.atoms.isEmpty {
        result += "\(magnitude)"
      } else {
        result += magnitude == 1 ? "" : "\(magnitude)*"
        result += Self.text(of: term.atoms)
      }
    }
    return result
  }

  private static func text(of atoms: [Atom]) -> String {
    atoms.map(\.text).joined(separator: "*")
  }
}

/// A size that does not fit the integers, or an expression too large to follow.
struct DimensionOverflow: Error {}

extension Int {
  /// The quotient rounded towards minus infinity.
  ///
  /// - Precondition: the divisor is not 0, and the quotient is an integer of this size.
  func flooredQuotient(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor != 0 && (self < 0) != (divisor < 0) ? quotient - 1 : quotient
  }

  /// What ``flooredQuotient(by:)`` leaves, which has the divisor's sign.
  func flooredRemainder(by divisor: Int) -> Int {
    if divisor == -1 { return 0 }
    let remainder = self % divisor
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? remainder + divisor : remainder
  }
}
