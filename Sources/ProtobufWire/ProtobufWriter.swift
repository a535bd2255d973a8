public import ByteIO
public import Diagnostics

/// Builds one message bottom-up: inner messages are complete, and their length known, before they are
/// added to the one around them.
///
/// Payloads are never bytes here: they are spliced in while the message is written, so a message of
/// gigabytes costs the memory of its structure.
public struct ProtobufWriter: Sendable {
  /// The most bytes of one message that every reader accepts: lengths are signed 32-bit there.
  public static let mostByteCount = Int(Int32.max)

  /// The length of the message so far.
  public private(set) var byteCount = 0

  /// What was written up to the last payload.
  private var head: [ProtobufPiece] = []
  /// What was written since.
  private var tail: [UInt8] = []

  /// Makes an empty message.
  public init() {}

  /// The message so far, in order.
  public var pieces: [ProtobufPiece] { tail.isEmpty ? head : head + [.bytes(tail)] }

  /// Adds an integer, negative ones as ten bytes.
  public mutating func add(_ value: Int, field number: Int) {
    addTag(number, .varint)
    appendVarint(UInt64(bitPattern: Int64(value)))
  }

  /// Adds a 32-bit floating-point number.
  public mutating func add(_ value: Float, field number: Int) {
    addTag(number, .fixed32)
    append { $0.appendLittleEndian(value.bitPattern) }
  }

  /// Adds a 64-bit floating-point number.
  public mutating func add(_ value: Double, field number: Int) {
    addTag(number, .fixed64)
    append { $0.appendLittleEndian(value.bitPattern) }
  }

  /// Adds a text.
  public mutating func add(_ text: String, field number: Int) {
    addTag(number, .lengthDelimited)
    appendVarint(UInt64(text.utf8.count))
    append { $0.append(contentsOf: text.utf8) }
  }

  /// Adds bytes.
  public mutating func add(_ bytes: [UInt8], field number: Int) {
    addTag(number, .lengthDelimited)
    appendVarint(UInt64(bytes.count))
    append { $0.append(contentsOf: bytes) }
  }

  /// Adds integers as one packed field, or nothing of none.
  public mutating func addPacked(_ values: [Int], field number: Int) {
    guard !values.isEmpty else { return }
    var packed = ProtobufWriter()
    for value in values { packed.appendVarint(UInt64(bitPattern: Int64(value))) }
    add(packed, field: number)
  }

  /// Adds 32-bit floating-point numbers as one packed field, or nothing of none.
  public mutating func addPacked(_ values: [Float], field number: Int) {
    guard !values.isEmpty else { return }
    addTag(number, .lengthDelimited)
    appendVarint(UInt64(values.count * 4))
    append { for value in values { $0.appendLittleEndian(value.bitPattern) } }
  }

  /// Adds an inner message with its payloads.
  public mutating func add(_ message: ProtobufWriter, field number: Int) {
    addTag(number, .lengthDelimited)
    appendVarint(UInt64(message.byteCount))
    append(message)
  }

  /// Adds bytes that somebody else writes when their turn comes.
  public mutating func addPayload(byteCount: Int, index: Int, field number: Int) {
    precondition(byteCount >= 0)
    addTag(number, .lengthDelimited)
    appendVarint(UInt64(byteCount))
    sealTail()
    head.append(.payload(byteCount: byteCount, index: index))
    self.byteCount += byteCount
  }

  /// Writes the message to a sink and asks for each payload when its turn comes.
  ///
  /// - Throws: ``DiagnosticCode/protobufTooLarge`` if the message is over 2 GiB, and what the sink and
  ///   the payloads raise.
  public func write<Sink: ByteSink & ~Copyable>(
    to sink: inout Sink,
    payload: (Int, inout Sink) throws(Diagnostic) -> Void = { _, _ throws(Diagnostic) in }
  ) throws(Diagnostic) {
    guard byteCount <= Self.mostByteCount else {
      throw Diagnostic(
        .protobufTooLarge,
        "a message of \(byteCount) bytes, the most that readers accept is \(Self.mostByteCount)")
    }
    for piece in pieces {
      switch piece {
      case .bytes(let bytes): try sink.write(bytes)
      case .payload(let byteCount, let index):
        let start = sink.position
        try payload(index, &sink)
        precondition(sink.position - start == byteCount, "a payload has another length than stated")
      }
    }
  }

  private mutating func addTag(_ number: Int, _ type: ProtobufWireType) {
    appendVarint(UInt64(number) << 3 | UInt64(type.rawValue))
  }

  private mutating func appendVarint(_ value: UInt64) {
    append { bytes in
      var rest = value
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: rest))
    }
  }

  private mutating func append(_ body: (inout [UInt8]) -> Void) {
    let before = tail.count
    body(&tail)
    byteCount += tail.count - before
  }

  private mutating func append(_ message: ProtobufWriter) {
    for piece in message.head {
      switch piece {
      case .bytes(let bytes): tail.append(contentsOf: bytes)
      case .payload:
        sealTail()
        head.append(piece)
      }
    }
    tail.append(contentsOf: message.tail)
    byteCount += message.byteCount
  }

  private mutating func sealTail() {
    guard !tail.isEmpty else { return }
    head.append(.bytes(tail))
    tail = []
  }
}
