extension Diagnostic {
  /// The finding as one line, `FILE: WHERE: severity: cause [code]`, without control characters.
  ///
  /// - Parameter limit: the most characters that the cause may take before it is cut short.
  public func renderedLine(limit: Int = 1600) -> String {
    var parts: [String] = []
    if let file = location.file { parts.append(file.escapedForTerminal(limit: 300)) }
    if let place = location.placeInFile { parts.append(place.escapedForTerminal(limit: 300)) }
    parts.append(severity.rawValue)
    let cause = message.escapedForTerminal(limit: limit)
    return parts.joined(separator: ": ") + ": \(cause) [\(code.name)]"
  }
}

extension String {
  /// The text with control, bidirectional and invisible characters written as `\u{…}` and cut to a
  /// length, so that a name from a stranger's file cannot steer a terminal.
  public func escapedForTerminal(limit: Int = .max) -> String {
    var result = ""
    var count = 0
    for scalar in unicodeScalars {
      if count >= limit {
        result += "…"
        break
      }
      count += 1
      if scalar.steersTerminal {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether printing the scalar could move, hide or reorder text.
  fileprivate var steersTerminal: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xE0000...0xE0FFF: true
    default: false
    }
  }
}
