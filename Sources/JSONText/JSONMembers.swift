/// A name and a value of an object.
public struct JSONMember: Sendable {
  /// The name.
  public let name: String
  /// Where the name is in the file, without its quotes.
  public let nameRange: Range<Int>
  /// The value.
  public let value: JSONNode
}

/// The members of an object in the order of the text.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
  private let document: JSONDocument
  private var index: Int
  private let end: Int

  init(_ node: JSONNode) {
    document = node.document
    index = node.index + 1
    end = node.record.kind == .object ? Int(node.record.next) : index
  }

  /// The next member.
  public mutating func next() -> JSONMember? {
    guard index < end else { return nil }
    let name = JSONNode(document: document, index: index)
    let value = JSONNode(document: document, index: index + 1)
    index = Int(value.record.next)
    return JSONMember(name: name.string ?? "", nameRange: name.byteRange, value: value)
  }
}

/// The values of an array in the order of the text.
public struct JSONItems: Sequence, IteratorProtocol, Sendable {
  private let document: JSONDocument
  private var index: Int
  private let end: Int

  init(_ node: JSONNode) {
    document = node.document
    index = node.index + 1
    end = node.record.kind == .array ? Int(node.record.next) : index
  }

  /// The next value.
  public mutating func next() -> JSONNode? {
    guard index < end else { return nil }
    let node = JSONNode(document: document, index: index)
    index = Int(node.record.next)
    return node
  }
}
