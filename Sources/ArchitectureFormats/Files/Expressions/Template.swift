import Checkpoints
import YAMLText

/// A value of an architecture file in which expressions may stand.
struct Template: Hashable, Sendable {
  /// What it is made of.
  indirect enum Content: Hashable, Sendable {
    case constant(HyperparameterValue)
    /// One expression alone, which keeps its type.
    case expression(Expression)
    /// Texts and expressions that become one text.
    case text([Segment])
    case list([Template])
    case mapping([Entry])
  }

  /// A part of a text.
  enum Segment: Hashable, Sendable {
    case text(String)
    case expression(Expression)
  }

  /// A named value.
  struct Entry: Hashable, Sendable {
    let name: String
    let value: Template
  }

  let content: Content
  let mark: YAMLMark

  /// The text, where no expression stands in it.
  var constantText: String? {
    switch content {
    case .constant(.text(let text)): text
    case .constant(.integer(let number)): String(number)
    default: nil
    }
  }

  /// The value of a node with the expressions in its texts read.
  init(_ node: YAMLNode) throws(ExpressionProblem) {
    mark = node.mark
    switch node.content {
    case .null: content = .constant(.none)
    case .boolean(let value): content = .constant(.boolean(value))
    case .integer(let value): content = .constant(.integer(value))
    case .number(let value): content = .constant(.number(value))
    case .text(let text): content = try Self.content(of: text)
    case .sequence(let nodes):
      var items: [Template] = []
      for node in nodes { items.append(try Template(node)) }
      content = .list(items)
    case .mapping(let entries):
      var items: [Entry] = []
      for entry in entries {
        items.append(Entry(name: entry.key, value: try Template(entry.value)))
      }
      content = .mapping(items)
    }
  }

  private static func content(of text: String) throws(ExpressionProblem) -> Content {
    var segments: [Segment] = []
    var plain = ""
    var rest = text[...]
    while let character = rest.first {
      guard rest.hasPrefix("${") else {
        plain.append(character)
        rest = rest.dropFirst()
        continue
      }
      if !plain.isEmpty { segments.append(.text(plain)) }
      plain = ""
      rest = rest.dropFirst(2)
      guard let end = end(of: rest) else {
        throw ExpressionProblem("an expression begins with '${' and does not end with '}'")
      }
      segments.append(.expression(try ExpressionParser.expression(String(rest[..<end]))))
      rest = rest[rest.index(after: end)...]
    }
    if segments.isEmpty { return .constant(.text(text)) }
    if !plain.isEmpty { segments.append(.text(plain)) }
    if segments.count == 1, case .expression(let alone) = segments[0] {
      return .expression(alone)
    }
    return .text(segments)
  }

  /// Where an expression ends: at the first brace outside of quotes.
  private static func end(of text: Substring) -> Substring.Index? {
    var quote: Character?
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "}" {
        return index
      }
    }
    return nil
  }
}
