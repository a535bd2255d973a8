import Diagnostics

/// A text with places for the groups of a regular expression: `\1`, `$1`, `${name}`.
struct RewriteTemplate {
  private enum Piece {
    case text(String)
    case group(Int)
    case named(String)
  }

  private var pieces: [Piece] = []

  /// Takes a text as it is.
  init(literal text: String) { pieces = [.text(text)] }

  /// Reads a template.
  ///
  /// - Throws: ``DiagnosticCode/renamePattern`` with the position for a mark that names no group.
  init(parsing template: String) throws(Diagnostic) {
    var rest = Array(template)[...]
    var text = ""
    while let character = rest.popFirst() {
      guard character == "\\" || character == "$" else {
        text.append(character)
        continue
      }
      if rest.first == character {
        text.append(character)
        rest.removeFirst()
        continue
      }
      let place = template.count - rest.count
      guard let piece = Self.group(in: &rest, mark: character) else {
        throw Diagnostic(
          .renamePattern,
          "'\(template)' has a '\(character)' at character \(place) that names no group; write "
            + "\\1, $1, ${name}, or '\(character)\(character)' for the character itself")
      }
      if !text.isEmpty { pieces.append(.text(text)) }
      text = ""
      pieces.append(piece)
    }
    if !text.isEmpty { pieces.append(.text(text)) }
  }

  private static func group(in rest: inout ArraySlice<Character>, mark: Character) -> Piece? {
    let isBraced = mark == "$" && rest.first == "{"
    if isBraced {
      guard let close = rest.firstIndex(of: "}") else { return nil }
      let name = String(rest[(rest.startIndex + 1)..<close])
      rest = rest[(close + 1)...]
      return name.isEmpty ? nil : Int(name).map { .group($0) } ?? .named(name)
    }
    guard let digit = rest.first, digit.isASCII, let number = digit.wholeNumberValue else {
      return nil
    }
    rest.removeFirst()
    return .group(number)
  }

  /// The template's text where it has no places.
  var text: String {
    pieces.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }

  /// The text with the groups of a match in their places; a group that took no part is empty.
  func filled(from output: AnyRegexOutput) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .group(let number):
        number < output.count ? String(output[number].substring ?? "") : ""
      case .named(let name): String(output[name]?.substring ?? "")
      }
    }.joined()
  }
}
