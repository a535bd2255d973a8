import YAMLText

extension DocumentReader {
  /// The entries of a mapping by key; a problem is noted for anything else.
  mutating func fields(of node: YAMLNode, _ place: String) -> YAMLFields? {
    guard case .mapping(let entries) = node.content else {
      report("\(place) is a mapping, \(node.kindText) is found", at: node.mark)
      return nil
    }
    return YAMLFields(entries)
  }

  /// The entries of a mapping in order; nothing at all is an empty mapping.
  mutating func entries(of node: YAMLNode, _ place: String) -> [YAMLEntry] {
    if case .null = node.content { return [] }
    return fields(of: node, place)?.rest ?? []
  }

  /// Notes every key that nobody took.
  mutating func reportRest(of fields: YAMLFields, _ place: String) {
    for entry in fields.rest {
      report(
        "'\(entry.key)' is no key of \(place); there are "
          + fields.taken.joined(separator: ", "),
        at: entry.mark)
    }
  }

  /// A text without expressions.
  mutating func text(_ node: YAMLNode) -> String? {
    switch node.content {
    case .text(let text) where !text.contains("${"): return text
    case .integer(let number): return String(number)
    case .text:
      report("an expression cannot stand here", at: node.mark)
      return nil
    default:
      report("a text is expected here, \(node.kindText) is found", at: node.mark)
      return nil
    }
  }

  /// The items of a list; one value that is no list is a list of it.
  func items(_ node: YAMLNode) -> [YAMLNode] {
    if case .sequence(let items) = node.content { return items }
    return [node]
  }

  /// A list of texts, or one text.
  mutating func texts(_ node: YAMLNode) -> [String] {
    var texts: [String] = []
    for item in items(node) {
      if let text = text(item) { texts.append(text) }
    }
    return texts
  }

  /// A value in which expressions may stand.
  mutating func template(_ node: YAMLNode) -> Template? {
    do throws(ExpressionProblem) {
      return try Template(node)
    } catch {
      report(error.message, at: node.mark, code: .architectureExpressionInvalid)
      return nil
    }
  }

  /// Checks that a name can stand in an expression.
  mutating func identifier(_ name: String, at mark: YAMLMark) {
    let isWord =
      name.first?.isNumber == false
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    let reserved = ["and", "or", "not", "if", "else", "in", "true", "false", "null"]
    if !isWord || reserved.contains(name) {
      report("'\(name)' cannot be a name in expressions: letters, digits and _", at: mark)
    }
  }
}
