public import ByteIO
public import Diagnostics

/// Writes a document whose large binaries are spliced in while it is written.
///
/// The lengths of all documents inside are computed beforehand, so that nothing but the structure is in
/// memory.
public struct BSONWriter: Sendable {
  /// The most bytes of a document: lengths are signed 32-bit integers.
  public static let mostByteCount = Int(Int32.max)
  /// The deepest nesting, as ``BSONLimits`` allows a reader.
  private static let mostDepth = 512

  private let members: [BSONContent.Member]
  /// The length of every document and array, in the order in which they begin.
  private var lengths: [Int] = []

  /// The length of the whole document.
  public var byteCount: Int { lengths.first ?? 5 }

  /// Prepares a document.
  ///
  /// - Throws: ``DiagnosticCode/bsonTooLarge`` if the document would be over 2 GiB, or deeper than
  ///   readers allow; ``DiagnosticCode/bsonName`` for a name with a zero byte.
  public init(_ members: [BSONContent.Member]) throws(Diagnostic) {
    self.members = members
    let length = try measure(.document(members), depth: 0)
    guard length <= Self.mostByteCount else {
      throw Diagnostic(
        .bsonTooLarge,
        "the document would have \(length) bytes, and BSON counts no more than "
          + "\(Self.mostByteCount)")
    }
  }

  /// Writes the document and asks for each payload when its turn comes.
  ///
  /// - Throws: what the sink and the payloads raise.
  public func write<Sink: ByteSink & ~Copyable>(
    to sink: inout Sink,
    payload: (Int, inout Sink) throws(Diagnostic) -> Void = { _, _ throws(Diagnostic) in }
  ) throws(Diagnostic) {
    var buffer = StructureBuffer()
    var next = 0
    try write(.document(members), &next, &buffer, to: &sink, payload)
    try buffer.flush(to: &sink)
  }

  /// The bytes of a value, without its kind and its name.
  private mutating func measure(
    _ content: BSONContent, depth: Int
  ) throws(Diagnostic) -> Int {
    switch content {
    case .double, .int64: return 8
    case .int32: return 4
    case .boolean: return 1
    case .null: return 0
    case .string(let text): return 4 + text.utf8.count + 1
    case .binary(let bytes): return 5 + bytes.count
    case .payload(let byteCount, _): return 5.addingSaturated(byteCount)
    case .document(let members):
      return try measureContainer(depth) { (writer, total) throws(Diagnostic) in
        for member in members {
          guard !member.key.utf8.contains(0) else {
            throw Diagnostic(
              .bsonName, "a name in BSON ends with its first zero byte, and this one holds one")
          }
          let length = try writer.measure(member.content, depth: depth + 1)
          total = total.addingSaturated(2 + member.key.utf8.count).addingSaturated(length)
        }
      }
    case .array(let items):
      return try measureContainer(depth) { (writer, total) throws(Diagnostic) in
        for (index, item) in items.enumerated() {
          let length = try writer.measure(item, depth: depth + 1)
          total = total.addingSaturated(2 + String(index).utf8.count).addingSaturated(length)
        }
      }
    }
  }

  private mutating func measureContainer(
    _ depth: Int, _ body: (inout BSONWriter, inout Int) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Int {
    guard depth < Self.mostDepth else {
      throw Diagnostic(
        .bsonTooLarge, "documents would be nested more than \(Self.mostDepth) deep")
    }
    let place = lengths.count
    lengths.append(0)
    var total = 5
    try body(&self, &total)
    lengths[place] = total
    return total
  }

  private func write<Sink: ByteSink & ~Copyable>(
    _ content: BSONContent, _ next: inout Int, _ buffer: inout StructureBuffer,
    to sink: inout Sink, _ payload: (Int, inout Sink) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    switch content {
    case .double(let value): buffer.bytes.appendLittleEndian(value.bitPattern)
    case .int64(let value): buffer.bytes.appendLittleEndian(value)
    case .int32(let value): buffer.bytes.appendLittleEndian(value)
    case .boolean(let value): buffer.bytes.append(value ? 1 : 0)
    case .null: break
    case .string(let text):
      buffer.bytes.appendLittleEndian(Int32(text.utf8.count + 1))
      buffer.bytes.append(contentsOf: text.utf8)
      buffer.bytes.append(0)
    case .binary(let bytes):
      buffer.bytes.appendLittleEndian(Int32(bytes.count))
      buffer.bytes.append(0)
      buffer.bytes.append(contentsOf: bytes)
    case .payload(let byteCount, let index):
      buffer.bytes.appendLittleEndian(Int32(byteCount))
      buffer.bytes.append(0)
      try buffer.flush(to: &sink)
      let start = sink.position
      try payload(index, &sink)
      precondition(sink.position - start == byteCount, "a payload has another length than stated")
    case .document(let members):
      begin(&next, &buffer)
      for member in members {
        buffer.begin(member.content, named: member.key)
        try write(member.content, &next, &buffer, to: &sink, payload)
      }
      buffer.bytes.append(0)
    case .array(let items):
      begin(&next, &buffer)
      for (index, item) in items.enumerated() {
        buffer.begin(item, named: String(index))
        try write(item, &next, &buffer, to: &sink, payload)
      }
      buffer.bytes.append(0)
    }
    try buffer.flushIfLarge(to: &sink)
  }

  /// The length of the next container; all are below 2 GiB, as the outermost is.
  private func begin(_ next: inout Int, _ buffer: inout StructureBuffer) {
    buffer.bytes.appendLittleEndian(Int32(lengths[next]))
    next += 1
  }
}

/// The structure between two payloads, on its way to the sink.
private struct StructureBuffer {
  var bytes: [UInt8] = []

  mutating func begin(_ content: BSONContent, named key: String) {
    bytes.append(content.typeByte)
    bytes.append(contentsOf: key.utf8)
    bytes.append(0)
  }

  mutating func flush<Sink: ByteSink & ~Copyable>(to sink: inout Sink) throws(Diagnostic) {
    try sink.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func flushIfLarge<Sink: ByteSink & ~Copyable>(
    to sink: inout Sink
  ) throws(Diagnostic) {
    if bytes.count >= 1 << 16 { try flush(to: &sink) }
  }
}
