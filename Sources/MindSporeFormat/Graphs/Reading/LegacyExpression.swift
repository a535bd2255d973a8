import Diagnostics

/// The expression by which releases before 1.6 say how the values of an attribute belong together:
/// `Tuple[value0,List[value1,],]`.
indirect enum LegacyExpression: Hashable, Sendable {
  /// One value, by its name.
  case value(String)
  case tuple([LegacyExpression])
  case list([LegacyExpression])

  /// Reads an expression.
  ///
  /// - Throws: ``DiagnosticCode/mindIRMalformed`` for a text that is none,
  ///   ``DiagnosticCode/mindIROverLimit`` for one that is nested too deep.
  init(_ text: Substring) throws(Diagnostic) {
    var reader = Reader(rest: text)
    self = try reader.expression()
    guard reader.rest.allSatisfy({ $0 == "," }) else { throw reader.malformed }
  }

  private struct Reader {
    var rest: Substring
    private var depth = 0

    init(rest: Substring) { self.rest = rest }

    /// Tuples in tuples, at most.
    private static let mostDepth = 64

    mutating func expression() throws(Diagnostic) -> LegacyExpression {
      if rest.hasPrefix("Tuple[") { return .tuple(try items(behind: 6)) }
      if rest.hasPrefix("List[") { return .list(try items(behind: 5)) }
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
      guard !name.isEmpty, name.last?.isNumber ?? false else { throw malformed }
      rest = rest.dropFirst(name.count)
      return .value(String(name))
    }

    private mutating func items(behind count: Int) throws(Diagnostic) -> [LegacyExpression] {
      guard depth < Self.mostDepth else {
        throw Diagnostic(.mindIROverLimit, "tuples of an attribute are nested too deep")
      }
      depth += 1
      rest = rest.dropFirst(count)
      var items: [LegacyExpression] = []
      while let next = rest.first, next != "]" {
        if next == "," { rest = rest.dropFirst() } else { items.append(try expression()) }
      }
      guard rest.first == "]" else { throw malformed }
      rest = rest.dropFirst()
      depth -= 1
      return items
    }

    var malformed: Diagnostic {
      Diagnostic(
        .mindIRMalformed, "'\(rest.prefix(60))' is no expression over an attribute's values")
    }
  }
}
