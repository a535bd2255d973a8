import ByteIO
/// Where some values of a ``PickleDocument`` are, named without a reference to it.
package struct PickleSpan: Sendable {
  fileprivate let start: Int
  /// How many values there are.
  package let count: Int
}

extension PickleDocument {
  /// The function and the arguments of a call whose result nothing changes afterwards; nothing for
  /// any other value.
  ///
  /// Unlike ``object(_:)-(PickleObjectID)`` it makes no collections: a state dict has 100,000 calls.
  package func plainCall(
    _ value: PickleValue
  ) -> (callable: PickleGlobalID, arguments: PickleSpan)? {
    guard case .object(let id) = value else { return nil }
    let object = contents.arena.objects[Int(id.index)]
    guard object.changes < 0, object.keywords.isA(.none), object.callable.isA(.global) else {
      return nil
    }
    return (
      PickleGlobalID(index: object.callable.position), span(ofRun: object.arguments.position)
    )
  }

  /// The values of a tuple; nothing for any other value.
  package func tuple(_ value: PickleValue) -> PickleSpan? {
    guard case .tuple(let id) = value else { return nil }
    return span(ofRun: id.index)
  }

  /// A value of a span by its position, which is below the span's count.
  package func value(_ span: PickleSpan, _ position: Int) -> PickleValue {
    precondition(position >= 0 && position < span.count)
    return contents.arena.value(contents.arena.values[span.start + position])
  }

  /// Whether a text is one of Unicode: no surrogate stands alone.
  package func isWellFormed(_ id: PickleTextID) -> Bool {
    contents.arena.illFormedTexts.isEmpty || !contents.arena.illFormedTexts.contains(id.index)
  }

  /// Adds the UTF-8 of a text in memory to some bytes.
  ///
  /// - Returns: whether it is in memory.
  package func append(_ id: PickleTextID, to bytes: inout [UInt8]) -> Bool {
    let payload = contents.arena.payloads[Int(id.index)]
    if payload.isInFile { return false }
    bytes.append(contentsOf: contents.arena.bytes[payload.start..<payload.start + payload.count])
    return true
  }

  private func span(ofRun run: Int32) -> PickleSpan {
    let record = contents.arena.runs[Int(run)]
    return PickleSpan(start: Int(record.start), count: Int(record.count))
  }
}
