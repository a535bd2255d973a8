import Diagnostics

/// The core schema of YAML 1.2: what a scalar without quotes means.
///
/// `yes`, `no`, `010` and `1:30` are what they look like and not what YAML 1.1 made of them.
enum CoreSchema {
  /// The value of a plain scalar.
  ///
  /// - Throws: ``DiagnosticCode/yamlNumberTooLarge``.
  static func content(of text: String, at mark: YAMLMark) throws(Diagnostic) -> YAMLNode.Content {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .number(-.infinity)
    case ".nan", ".NaN", ".NAN": return .number(.nan)
    default: break
    }
    if let digits = integerDigits(of: text) {
      guard let value = Int(digits.text, radix: digits.radix) else {
        throw Diagnostic(
          .yamlNumberTooLarge,
          "\(text) is beyond the integers of 64 bits; write it in quotes if it is a text",
          at: mark.location)
      }
      return .integer(value)
    }
    if isNumber(text), let value = Double(text) { return .number(value) }
    return .text(text)
  }

  private static func integerDigits(of text: String) -> (text: String, radix: Int)? {
    let body = text.utf8
    if text.hasPrefix("0x") || text.hasPrefix("0o") {
      let isHexadecimal = text.hasPrefix("0x")
      let digits = body.dropFirst(2)
      guard !digits.isEmpty,
        digits.allSatisfy({ isHexadecimal ? isHexadecimalDigit($0) : (0x30...0x37).contains($0) })
      else { return nil }
      return (String(text.dropFirst(2)), isHexadecimal ? 16 : 8)
    }
    let digits = withoutSign(body)
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return nil }
    return (text, 10)
  }

  /// Whether a text is `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`.
  private static func isNumber(_ text: String) -> Bool {
    var rest = withoutSign(text.utf8)
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    var fractionCount = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fractionCount = rest.prefix(while: isDigit).count
      rest = rest.dropFirst(fractionCount)
    }
    guard !whole.isEmpty || fractionCount > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
    let exponent = withoutSign(rest.dropFirst())
    return !exponent.isEmpty && exponent.allSatisfy(isDigit)
  }

  private static func withoutSign(_ bytes: some Sequence<UInt8>) -> ArraySlice<UInt8> {
    let all = Array(bytes)
    let signs = [UInt8(ascii: "-"), UInt8(ascii: "+")]
    return all.first.map(signs.contains) == true ? all.dropFirst() : all[...]
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }
}
