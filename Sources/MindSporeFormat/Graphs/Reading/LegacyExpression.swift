import Diagnostics

/// The expression by which releases before 1.6 say how the values of an attribute belong together:
/// `Tuple[value0,List[value1,],]`.
struct LegacyExpression {
  private var rest: Substring
  private var depth = 0

  /// Tuples in tuples, at most.
  private static let mostDepth = 64

  init(_ text: Substring) { rest = text }

  /// Reads one value; leaves are found by their number.
  ///
  /// - Throws: ``DiagnosticCode/mindIRMalformed`` for a text that is no expression.
  mutating func value(
    leaf: (Int) throws(Diagnostic) -> MindSporeValue
  ) throws(Diagnostic) -> MindSporeValue {
    for (name, isTuple) in [("Tuple[", true), ("List[", false)] where rest.hasPrefix(name) {
      guard depth < Self.mostDepth else {
        throw Diagnostic(.mindIROverLimit, "tuples of an attribute are nested too deep")
      }
      depth += 1
      rest = rest.dropFirst(name.count)
      var items: [MindSporeValue] = []
      while let next = rest.first, next != "]" {
        if next == "," {
          rest = rest.dropFirst()
          continue
        }
        items.append(try value(leaf: leaf))
      }
      guard rest.first == "]" else { throw malformed() }
      rest = rest.dropFirst()
      depth -= 1
      return isTuple ? .tuple(items) : .list(items)
    }
    guard rest.hasPrefix("value") else { throw malformed() }
    let digits = rest.dropFirst(5).prefix { $0.isASCII && $0.isNumber }
    guard let index = Int(digits) else { throw malformed() }
    rest = rest.dropFirst(5 + digits.count)
    return try leaf(index)
  }

  private func malformed() -> Diagnostic {
    Diagnostic(.mindIRMalformed, "'\(rest.prefix(60))' is no expression over an attribute's values")
  }
}
