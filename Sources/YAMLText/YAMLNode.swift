/// A value of a YAML document with the place where it begins.
package struct YAMLNode: Hashable, Sendable {
  /// What the value is, scalars by the core schema of YAML 1.2.
  package indirect enum Content: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  /// What it is.
  package let content: Content
  /// Where it begins.
  package let mark: YAMLMark

  /// Makes a node.
  package init(_ content: Content, at mark: YAMLMark) {
    self.content = content
    self.mark = mark
  }

  /// The kind of value in words: `a text`.
  package var kindText: String {
    switch content {
    case .null: "nothing"
    case .boolean: "true or false"
    case .integer: "an integer"
    case .number: "a number"
    case .text: "a text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// One entry of a mapping.
package struct YAMLEntry: Hashable, Sendable {
  /// The key as it is written, without quotes.
  package let key: String
  /// Where the key begins.
  package let mark: YAMLMark
  /// What it leads to.
  package let value: YAMLNode

  /// Makes an entry.
  package init(key: String, at mark: YAMLMark, value: YAMLNode) {
    self.key = key
    self.mark = mark
    self.value = value
  }
}
