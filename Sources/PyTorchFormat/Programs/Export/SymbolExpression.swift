import Diagnostics
import ModelIR

/// Reads sizes as torch.export writes them: `Add(Mul(Integer(2), Symbol('s77', positive=True)), Integer(1))`
/// since 2.5, `2*s0 + 1` before.
struct SymbolExpression {
  private var rest: Substring
  private let symbols: (String) -> Dimension
  private static let depthLimit = 128

  /// Reads an expression; a size that is computed in a way that is not followed is unknown.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for a text that is no expression.
  static func parse(
    _ text: String, symbols: @escaping (String) -> Dimension
  ) throws(Diagnostic) -> Dimension {
    var parser = SymbolExpression(rest: text[...], symbols: symbols)
    let result = try parser.sum(0)
    parser.skipSpaces()
    guard parser.rest.isEmpty else { throw parser.malformed(text) }
    return result
  }

  private func malformed(_ text: String? = nil) -> Diagnostic {
    Diagnostic(
      .torchExportMalformed, "the size '\((text ?? String(rest)).prefix(80))' is no expression")
  }

  private mutating func skipSpaces() { rest = rest.drop { $0 == " " || $0 == "\n" } }

  private mutating func take(_ token: String) -> Bool {
    skipSpaces()
    guard rest.hasPrefix(token) else { return false }
    rest = rest.dropFirst(token.count)
    return true
  }

  private mutating func sum(_ depth: Int) throws(Diagnostic) -> Dimension {
    guard depth < Self.depthLimit else { throw malformed() }
    var result = try product(depth + 1)
    while true {
      if take("+") {
        result = result + (try product(depth + 1))
      } else if take("-") {
        result = result - (try product(depth + 1))
      } else {
        return result
      }
    }
  }

  private mutating func product(_ depth: Int) throws(Diagnostic) -> Dimension {
    var result = try power(depth)
    while true {
      if take("//") {
        result = result.floorDivided(by: try power(depth))
      } else if take("/") {
        result = result.exactlyDivided(by: try power(depth)) ?? .unknown
      } else if take("%") {
        result = result.modulo(try power(depth))
      } else if !rest.hasPrefix("**"), take("*") {
        result = result * (try power(depth))
      } else {
        return result
      }
    }
  }

  private mutating func power(_ depth: Int) throws(Diagnostic) -> Dimension {
    guard depth < Self.depthLimit else { throw malformed() }
    if take("-") { return Dimension.fixed(0) - (try power(depth + 1)) }
    let base = try primary(depth)
    guard take("**") else { return base }
    return Self.power(base, try power(depth + 1))
  }

  private mutating func primary(_ depth: Int) throws(Diagnostic) -> Dimension {
    if take("(") {
      let inner = try sum(depth + 1)
      guard take(")") else { throw malformed() }
      return inner
    }
    skipSpaces()
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    guard !word.isEmpty else { throw malformed() }
    rest = rest.dropFirst(word.count)
    if word.first?.isNumber == true {
      guard let number = Int(word) else { return .unknown }
      return .fixed(number)
    }
    guard take("(") else { return symbols(String(word)) }
    if word == "Symbol" || word == "Dummy" { return try symbol() }
    var arguments: [Dimension] = []
    while !take(")") {
      arguments.append(try sum(depth + 1))
      if !take(",") {
        guard take(")") else { throw malformed() }
        break
      }
    }
    return Self.apply(String(word), arguments)
  }

  /// What follows `Symbol(`: a name in quotes and what is assumed of it.
  private mutating func symbol() throws(Diagnostic) -> Dimension {
    skipSpaces()
    guard let quote = rest.first, quote == "'" || quote == "\"" else { throw malformed() }
    rest = rest.dropFirst()
    let name = rest.prefix { $0 != quote }
    guard !name.isEmpty, let end = rest.firstIndex(of: ")") else { throw malformed() }
    rest = rest[rest.index(after: end)...]
    return symbols(String(name))
  }

  private static func apply(_ function: String, _ arguments: [Dimension]) -> Dimension {
    switch (function, arguments.count) {
    case ("Integer", 1), ("Identity", 1), ("ToFloat", 1), ("FloorToInt", 1), ("TruncToInt", 1),
      ("CeilToInt", 1), ("RoundToInt", 1), ("floor", 1), ("Float", 1):
      // What is rounded here was divided without a rest, or is unknown already.
      return arguments[0]
    case ("Rational", 2):
      return arguments[0].exactlyDivided(by: arguments[1]) ?? .unknown
    case ("Add", _): return arguments.reduce(0, +)
    case ("Mul", _): return arguments.reduce(1, *)
    case ("Pow", 2): return power(arguments[0], arguments[1])
    case ("FloorDiv", 2): return arguments[0].floorDivided(by: arguments[1])
    case ("CleanDiv", 2), ("IntTrueDiv", 2):
      return arguments[0].exactlyDivided(by: arguments[1]) ?? .unknown
    case ("Mod", 2), ("PythonMod", 2): return arguments[0].modulo(arguments[1])
    case ("ModularIndexing", 3):
      return arguments[0].floorDivided(by: arguments[1]).modulo(arguments[2])
    case ("Max", 1...): return arguments.dropFirst().reduce(arguments[0], Dimension.maximum)
    case ("Min", 1...): return arguments.dropFirst().reduce(arguments[0], Dimension.minimum)
    default: return .unknown
    }
  }

  private static func power(_ base: Dimension, _ exponent: Dimension) -> Dimension {
    guard let count = exponent.size, (0...16).contains(count) else { return .unknown }
    return (0..<count).reduce(1) { result, _ in result * base }
  }
}
