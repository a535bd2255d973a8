import ByteIO
package import Diagnostics

/// What keeps reading a YAML text bounded.
package struct YAMLLimits: Sendable {
  /// The most bytes.
  package var byteCount = 4 << 20
  /// The most values and keys.
  package var nodeCount = 100_000
  /// How deep sequences and mappings may be nested.
  package var depth = 128

  /// Makes the usual limits.
  package init() {}
}

/// Reads the one document of a YAML text into values.
///
/// Only what describes data is taken: aliases, merge keys and tags are refused, because what they
/// are for, sharing and constructing objects, makes a small text large or does something.
package struct YAMLReader {
  /// A sequence or mapping whose end has not come yet.
  private struct Open {
    let mark: YAMLMark
    let isMapping: Bool
    var items: [YAMLNode] = []
    var entries: [YAMLEntry] = []
    var keys: Set<ExactName> = []
    var key: (text: String, mark: YAMLMark)?
  }

  private let limits: YAMLLimits
  private var stack: [Open] = []
  private var root: YAMLNode?
  private var nodeCount = 0
  private var documentCount = 0

  private init(limits: YAMLLimits) { self.limits = limits }

  /// Reads the values of a text.
  ///
  /// - Parameter file: the file's name for diagnostics.
  /// - Throws: ``DiagnosticCode/yamlMalformed``, ``DiagnosticCode/yamlRefused``,
  ///   ``DiagnosticCode/yamlDuplicateKey``, ``DiagnosticCode/yamlNumberTooLarge``, and
  ///   ``DiagnosticCode/yamlOverLimit`` over a limit; each with line and column.
  package static func read(
    _ bytes: [UInt8], file: String? = nil, limits: YAMLLimits = YAMLLimits()
  ) throws(Diagnostic) -> YAMLNode {
    do throws(Diagnostic) {
      guard bytes.count <= limits.byteCount else {
        throw Diagnostic(
          .yamlOverLimit, "the text has \(bytes.count) bytes, the limit is \(limits.byteCount)")
      }
      var reader = YAMLReader(limits: limits)
      try YAMLEvent.forEach(in: bytes) { event throws(Diagnostic) in try reader.take(event) }
      guard let root = reader.root else {
        throw Diagnostic(.yamlMalformed, "the file holds no value", at: Location(path: "1:1"))
      }
      return root
    } catch {
      throw error.located(at: Location(file: file))
    }
  }

  private mutating func take(_ event: YAMLEvent) throws(Diagnostic) {
    if event.hasTag {
      throw refused("a tag ('!…') is not understood here; write the value plainly", event)
    }
    switch event.kind {
    case .documentStart:
      documentCount += 1
      guard documentCount == 1 else { throw refused("a second document begins here", event) }
    case .documentEnd: break
    case .alias:
      throw refused("an alias ('*\(event.text)') is not understood; repeat the value", event)
    case .scalar(let isPlain):
      try count(event)
      if let open = stack.last, open.isMapping, open.key == nil {
        try setKey(event, isPlain: isPlain)
      } else {
        let content =
          isPlain ? try CoreSchema.content(of: event.text, at: event.mark) : .text(event.text)
        add(YAMLNode(content, at: event.mark))
      }
    case .sequenceStart, .mappingStart:
      try count(event)
      try open(event)
    case .sequenceEnd, .mappingEnd:
      guard let closed = stack.popLast() else { return }
      add(
        YAMLNode(
          closed.isMapping ? .mapping(closed.entries) : .sequence(closed.items), at: closed.mark))
    }
  }

  private mutating func open(_ event: YAMLEvent) throws(Diagnostic) {
    if let open = stack.last, open.isMapping, open.key == nil {
      throw refused("a key is a text here, not a list or a mapping", event)
    }
    guard stack.count < limits.depth else {
      throw Diagnostic(
        .yamlOverLimit, "values are nested more than \(limits.depth) deep",
        at: event.mark.location)
    }
    let isMapping = if case .mappingStart = event.kind { true } else { false }
    stack.append(Open(mark: event.mark, isMapping: isMapping))
  }

  private mutating func setKey(_ event: YAMLEvent, isPlain: Bool) throws(Diagnostic) {
    if isPlain, event.text == "<<" {
      throw refused("a merge key ('<<') is not understood; repeat the entries", event)
    }
    let top = stack.count - 1
    guard stack[top].keys.insert(ExactName(event.text)).inserted else {
      throw Diagnostic(
        .yamlDuplicateKey, "the key '\(event.text)' occurs twice in one mapping",
        at: event.mark.location)
    }
    stack[top].key = (event.text, event.mark)
  }

  /// Puts a finished value where it belongs.
  private mutating func add(_ node: YAMLNode) {
    guard !stack.isEmpty else {
      root = node
      return
    }
    let top = stack.count - 1
    if let key = stack[top].key {
      stack[top].entries.append(YAMLEntry(key: key.text, at: key.mark, value: node))
      stack[top].key = nil
    } else {
      stack[top].items.append(node)
    }
  }

  private mutating func count(_ event: YAMLEvent) throws(Diagnostic) {
    nodeCount += 1
    guard nodeCount <= limits.nodeCount else {
      throw Diagnostic(
        .yamlOverLimit, "the text holds more than \(limits.nodeCount) values",
        at: event.mark.location)
    }
  }

  private func refused(_ message: String, _ event: YAMLEvent) -> Diagnostic {
    Diagnostic(.yamlRefused, message, at: event.mark.location)
  }
}
