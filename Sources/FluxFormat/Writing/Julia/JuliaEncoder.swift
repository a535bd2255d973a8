import BSON
import ByteIO
import ModelIR

/// Encodes Julia values as BSON.jl does.
///
/// What can change is written once: where an array, a struct or a type of such is met again, both
/// places refer to the list `_backrefs`. A class, because a value that grows must not be copied for each
/// of thousands of arrays.
final class JuliaEncoder {
  /// The arrays in the order of their numbers; each is written in the order of its own axes.
  private(set) var payloads: [Weight] = []

  /// A value whose documents may still turn out to be shared.
  private indirect enum Node {
    case content(BSONContent)
    case document([(key: String, node: Node)])
    case array([Node])
    /// Something that may be met again, by its number.
    case shared(Int)
  }

  /// Something that is written once, and its place among what is met twice.
  private struct Shared {
    var node: Node
    var reference: Int?
  }

  private var shared: [Shared] = []
  private var types: [WrittenType: Int] = [:]
  private var arrays: [WrittenArray: Int] = [:]
  /// What was met twice, in that order.
  private var references: [Int] = []

  /// The members of the root document.
  func root(
    of members: [(name: String, value: WrittenValue)]
  ) -> [BSONContent.Member] {
    let nodes = members.map { (key: $0.name, node: lower($0.value)) }
    var result = nodes.map { BSONContent.Member($0.key, content(of: $0.node)) }
    if !references.isEmpty {
      result.append(
        BSONContent.Member(
          "_backrefs", .array(references.map { content(of: shared[$0].node) })))
    }
    return result
  }

  private func content(of node: Node) -> BSONContent {
    switch node {
    case .content(let content): content
    case .document(let members):
      .document(members.map { BSONContent.Member($0.key, content(of: $0.node)) })
    case .array(let items): .array(items.map(content))
    case .shared(let index):
      if let reference = shared[index].reference {
        .document([
          BSONContent.Member("tag", .string("backref")),
          BSONContent.Member("ref", .int64(Int64(reference))),
        ])
      } else {
        content(of: shared[index].node)
      }
    }
  }

  private func tagged(_ tag: String, _ members: [(key: String, node: Node)]) -> Node {
    .document([(key: "tag", node: .content(.string(tag)))] + members)
  }

  private func lower(_ value: WrittenValue) -> Node {
    switch value {
    case .nothing: return .content(.null)
    case .boolean(let value): return .content(.boolean(value))
    case .integer(let value): return .content(.int64(Int64(value)))
    case .float64(let value): return .content(.double(value))
    case .float32(let value):
      var bytes: [UInt8] = []
      bytes.appendLittleEndian(value.bitPattern)
      return tagged(
        "struct",
        [("type", lower(type: .core("Float32"))), ("data", .content(.binary(bytes)))])
    case .text(let text): return .content(.string(text))
    case .tuple(let items):
      return tagged("tuple", [("data", .array(items.map { lower($0) }))])
    case .list(let items): return .array(items.map { lower($0) })
    case .dictionary(let members):
      return .document(members.map { (key: $0.name, node: lower($0.value)) })
    case .array(let array): return lower(array)
    case .structure(let structure):
      let type = lower(type: structure.type)
      return tagged(
        "struct", [("type", type), ("data", .array(structure.fields.map { lower($0) }))])
    }
  }

  private func lower(_ array: WrittenArray) -> Node {
    // Elements in memory may be equal by chance; those of a file are one tensor in two places.
    let isIdentifiable = array.weight.isOfFiles
    if isIdentifiable, let index = arrays[array] { return meet(index) }
    let elements = array.inMemoryOrder
    let index = reserve()
    if isIdentifiable { arrays[array] = index }
    let sizes = array.weight.shape
    let payload = BSONContent.payload(byteCount: elements.byteCount, index: payloads.count)
    payloads.append(elements)
    if array.elementType == .core("UInt8"), sizes.count == 1 {
      shared[index].node = .content(payload)
    } else {
      shared[index].node = tagged(
        "array",
        [
          ("type", lower(type: array.elementType)),
          ("size", .array(sizes.map { .content(.int64(Int64($0))) })),
          ("data", .content(payload)),
        ])
    }
    return .shared(index)
  }

  private func lower(type: WrittenType) -> Node {
    guard type.isMutable else { return description(of: type) }
    if let index = types[type] { return meet(index) }
    let index = reserve()
    types[type] = index
    shared[index].node = description(of: type)
    return .shared(index)
  }

  private func description(of type: WrittenType) -> Node {
    let parameters = lower(parameters: type.parameters)
    let path = type.path.map { Node.content(.string($0)) }
    return tagged("datatype", [("params", parameters), ("name", .array(path))])
  }

  /// Parameters of one plain type are an array of it, as any vector of theirs would be.
  private func lower(parameters: [WrittenType.Parameter]) -> Node {
    let integers = parameters.compactMap { if case .integer(let value) = $0 { value } else { nil } }
    if !parameters.isEmpty, integers.count == parameters.count {
      var bytes: [UInt8] = []
      for value in integers { bytes.appendLittleEndian(Int64(value)) }
      return tagged(
        "array",
        [
          ("type", lower(type: .core("Int64"))),
          ("size", .array([.content(.int64(Int64(integers.count)))])),
          ("data", .content(.binary(bytes))),
        ])
    }
    var nodes: [Node] = []
    for parameter in parameters {
      switch parameter {
      case .type(let type): nodes.append(lower(type: type))
      case .integer(let value): nodes.append(.content(.int64(Int64(value))))
      case .boolean(let value): nodes.append(.content(.boolean(value)))
      case .symbol(let name):
        nodes.append(tagged("symbol", [("name", .content(.string(name)))]))
      }
    }
    return .array(nodes)
  }

  private func reserve() -> Int {
    shared.append(Shared(node: .content(.null)))
    return shared.count - 1
  }

  /// Something that was met before.
  private func meet(_ index: Int) -> Node {
    if shared[index].reference == nil {
      references.append(index)
      shared[index].reference = references.count
    }
    return .shared(index)
  }
}

extension Weight {
  /// Whether every element lies in a file.
  fileprivate var isOfFiles: Bool { source.isOfFiles }
}

extension Weight.Source {
  fileprivate var isOfFiles: Bool {
    switch self {
    case .file, .deferred, .pieces: true
    case .absent, .bytes: false
    case .concatenation(let parts): parts.allSatisfy(\.isOfFiles)
    case .converted(let original, _), .view(let original), .scaled(let original, _):
      original.isOfFiles
    case .mapped(let original, _): original.isOfFiles
    }
  }
}
