import ByteIO
import Diagnostics

extension PickleMachine {
  /// Takes bytes of the pickle: short ones into memory, long ones by their place.
  mutating func readPayload(_ count: Int, inMemoryUpTo limit: Int) throws(Diagnostic) -> Int32 {
    guard count <= min(limit, PickleByteSource.windowByteCount) else {
      let offset = source.position
      try source.skip(count)
      return try newPayload(PicklePayload(start: offset, count: count, isInFile: true))
    }
    try source.require(count)
    return try copyNext(count)
  }

  /// Takes a text of the pickle, and checks it.
  mutating func readTextPayload(_ count: Int) throws(Diagnostic) -> Int32 {
    var validation = PickleTextValidation()
    let payload: Int32
    if count <= min(limits.shortTextByteCount, PickleByteSource.windowByteCount) {
      try source.require(count)
      validation.consume(source.window, source.next(count))
      payload = try copyNext(count)
    } else {
      guard count <= source.remainingByteCount else {
        throw Diagnostic(
          .fileTruncated,
          "\(opcode.name) promises \(count) bytes, \(source.remainingByteCount) are left",
          at: location)
      }
      let offset = source.position
      while source.position - offset < count {
        try source.require(1)
        let piece = min(source.window.count - source.cursor, count - (source.position - offset))
        validation.consume(source.window, source.next(piece))
        source.advance(piece)
      }
      payload = try newPayload(PicklePayload(start: offset, count: count, isInFile: true))
    }
    try note(validation, of: payload)
    return payload
  }

  /// Keeps bytes that are no part of the file as they are.
  mutating func newPayload(_ bytes: [UInt8]) throws(Diagnostic) -> Int32 {
    try checkByteRoom(bytes.count)
    let start = arena.bytes.count
    arena.bytes.append(contentsOf: bytes)
    return try newPayload(PicklePayload(start: start, count: bytes.count, isInFile: false))
  }

  /// Keeps a text that is no part of the file as it is, and checks it.
  mutating func newTextPayload(_ bytes: [UInt8]) throws(Diagnostic) -> Int32 {
    var validation = PickleTextValidation()
    validation.consume(bytes, 0..<bytes.count)
    let payload = try newPayload(bytes)
    try note(validation, of: payload)
    return payload
  }

  /// Copies bytes that are in the window.
  @inline(__always)
  private mutating func copyNext(_ count: Int) throws(Diagnostic) -> Int32 {
    try checkByteRoom(count)
    let start = arena.bytes.count
    arena.bytes.append(contentsOf: source.window[source.next(count)])
    source.advance(count)
    return try newPayload(PicklePayload(start: start, count: count, isInFile: false))
  }

  private mutating func newPayload(_ payload: PicklePayload) throws(Diagnostic) -> Int32 {
    try checkRoom(arena.payloads.count)
    arena.payloads.append(payload)
    return Int32(arena.payloads.count - 1)
  }

  private mutating func note(
    _ validation: PickleTextValidation, of payload: Int32
  ) throws(Diagnostic) {
    guard validation.isComplete else { throw malformed("expects UTF-8, found other bytes") }
    if validation.hasSurrogates { arena.illFormedTexts.insert(payload) }
  }

  private mutating func checkByteRoom(_ count: Int) throws(Diagnostic) {
    guard count <= limits.memoryByteCount - arena.bytes.count else {
      throw Diagnostic(
        .pickleOverLimit,
        "the pickle's texts together are longer than \(limits.memoryByteCount) bytes", at: location)
    }
  }
}
