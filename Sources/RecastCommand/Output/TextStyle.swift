import Diagnostics

/// Colours for one stream; plain text where they are not wanted.
struct TextStyle: Sendable {
  /// Whether colours are used.
  let isColoured: Bool

  /// Text for headings.
  func strong(_ text: String) -> String { wrap(text, "1") }

  /// Text that stands back.
  func faint(_ text: String) -> String { wrap(text, "2") }

  /// A severity's name in its colour.
  func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: wrap(severity.rawValue, "1;31")
    case .warning: wrap(severity.rawValue, "1;33")
    case .note: wrap(severity.rawValue, "36")
    }
  }

  /// A diagnostic's line.
  func line(_ diagnostic: Diagnostic) -> String {
    let plain = diagnostic.renderedLine()
    guard isColoured else { return plain }
    var bare = diagnostic
    bare.location = Location()
    // Without a place the line begins with the severity.
    let cause = bare.renderedLine()
    let place = plain.dropLast(cause.count)
    let name = diagnostic.severity.rawValue
    return place + severity(diagnostic.severity) + cause.dropFirst(name.count)
  }

  private func wrap(_ text: String, _ attributes: String) -> String {
    isColoured ? "\u{1B}[\(attributes)m\(text)\u{1B}[0m" : text
  }
}
