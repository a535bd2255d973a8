/// The parsed form of an Einstein summation: which axis of which operand carries which label.
struct EinsumEquation: Hashable, Sendable {
  /// One position of a term.
  enum Label: Hashable, Sendable {
    case axis(Character)
    /// `...`: all axes that no letter names; they broadcast.
    case ellipsis
  }

  /// The labels of each operand.
  let operands: [[Label]]
  /// The labels of the result, stated or by the implicit rule.
  let result: [Label]

  /// Parses `ij,jk->ik`; without an arrow the result has the labels that occur once, in alphabetical
  /// order, after the ellipsis.
  ///
  /// - Throws: an invalid-attribute failure that quotes the equation.
  init(parsing equation: String) throws(InferenceFailure) {
    let text = String(equation.filter { !$0.isWhitespace })
    var sides = [text]
    if let arrow = text.indices.first(where: { text[$0...].hasPrefix("->") }) {
      sides = [String(text[..<arrow]), String(text[arrow...].dropFirst(2))]
    }
    var terms: [[Label]] = []
    for term in sides[0].split(separator: ",", omittingEmptySubsequences: false) {
      terms.append(try Self.labels(of: term, in: equation))
    }
    operands = terms
    let all = terms.flatMap(\.self)
    guard sides.count == 2 else {
      let letters = all.compactMap { label -> Character? in
        if case .axis(let letter) = label { return letter }
        return nil
      }
      let single = Set(letters).filter { letter in letters.count { $0 == letter } == 1 }
      result = (all.contains(.ellipsis) ? [.ellipsis] : []) + single.sorted().map(Label.axis)
      return
    }
    result = try Self.labels(of: sides[1][...], in: equation)
    guard Set(result).count == result.count else {
      throw InferenceFailure(.invalidAttribute, "'\(equation)' names an axis of its result twice")
    }
    for label in result where !all.contains(label) {
      throw InferenceFailure(
        .invalidAttribute, "'\(equation)' has an axis in its result that no operand has")
    }
  }

  private static func labels(
    of term: Substring, in equation: String
  ) throws(InferenceFailure) -> [Label] {
    var labels: [Label] = []
    var rest = term
    while let first = rest.first {
      if rest.hasPrefix("..."), !labels.contains(.ellipsis) {
        labels.append(.ellipsis)
        rest = rest.dropFirst(3)
      } else if first.isASCII && first.isLetter {
        labels.append(.axis(first))
        rest = rest.dropFirst()
      } else {
        throw InferenceFailure(
          .invalidAttribute,
          "'\(equation)' is no Einstein summation: '\(rest)' is neither a letter nor one '...'")
      }
    }
    return labels
  }
}
