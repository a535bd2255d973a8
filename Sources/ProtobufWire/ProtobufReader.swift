public import ByteIO
public import Diagnostics

/// One field of a message; what is length-delimited stays unread.
public struct ProtobufField<Slice> {
  /// The value as it is encoded.
  public enum Value {
    case varint(UInt64)
    case fixed32(UInt32)
    case fixed64(UInt64)
    /// A text, bytes, an inner message or packed numbers: only the schema knows which.
    case lengthDelimited(Slice)
  }

  /// The field's number in its schema.
  public let number: Int
  /// The value.
  public let value: Value
}

/// Walks the fields of one message in order, without a schema.
///
/// Every length is checked against what is left before anything is read or allocated.
public struct ProtobufReader<Source: ProtobufSource> {
  private var source: Source
  private let depth: Int

  /// The deepest nesting of messages: what protobuf's own readers allow.
  public static var mostDepth: Int { 100 }

  /// Reads a message that fills a source; for an inner one `depth` counts the messages around it.
  ///
  /// - Throws: ``DiagnosticCode/protobufOverLimit`` if it is nested too deep.
  public init(_ source: Source, depth: Int = 0) throws(Diagnostic) {
    guard depth <= Self.mostDepth else {
      throw Diagnostic(
        .protobufOverLimit, "messages are nested more than \(Self.mostDepth) deep",
        at: source.location)
    }
    self.source = source
    self.depth = depth
  }

  /// The next field, or nothing at the end of the message.
  ///
  /// - Throws: ``DiagnosticCode/protobufTruncated`` if the message ends inside the field,
  ///   ``DiagnosticCode/protobufMalformed`` for what the encoding forbids.
  public mutating func next() throws(Diagnostic) -> ProtobufField<Source.Slice>? {
    guard source.remainingByteCount > 0 else { return nil }
    let place = source.location
    let tag = try readVarint()
    let number = tag >> 3
    guard number >= 1, number < 1 << 29, let type = ProtobufWireType(rawValue: UInt8(tag & 7))
    else {
      throw Diagnostic(
        .protobufMalformed, "the tag \(tag) names no field that a message can have", at: place)
    }
    return ProtobufField(number: Int(number), value: try readValue(type))
  }

  /// Every number of a packed field of integers.
  ///
  /// - Throws: as ``next()``.
  public static func packedIntegers(_ source: Source) throws(Diagnostic) -> [UInt64] {
    var reader = try ProtobufReader(source)
    var values: [UInt64] = []
    while reader.source.remainingByteCount > 0 { values.append(try reader.readVarint()) }
    return values
  }

  private mutating func readValue(
    _ type: ProtobufWireType
  ) throws(Diagnostic) -> ProtobufField<Source.Slice>.Value {
    switch type {
    case .varint: return .varint(try readVarint())
    case .fixed32:
      try require(4)
      return .fixed32(try source.readInteger(UInt32.self))
    case .fixed64:
      try require(8)
      return .fixed64(try source.readInteger(UInt64.self))
    case .lengthDelimited:
      let length = try readVarint()
      guard let count = Int(exactly: length) else { throw truncated("\(length)") }
      try require(count)
      return .lengthDelimited(try source.skip(count))
    }
  }

  private mutating func readVarint() throws(Diagnostic) -> UInt64 {
    var value: UInt64 = 0
    let place = source.location
    for index in 0..<10 {
      try require(1)
      let byte = try source.readInteger(UInt8.self)
      // The tenth byte has room for one bit of the 64.
      guard index < 9 || byte <= 1 else { break }
      value |= UInt64(byte & 0x7F) << UInt64(7 * index)
      if byte < 0x80 { return value }
    }
    throw Diagnostic(.protobufMalformed, "a number is longer than 64 bits", at: place)
  }

  private func require(_ count: Int) throws(Diagnostic) {
    guard count <= source.remainingByteCount else { throw truncated("\(count)") }
  }

  private func truncated(_ count: String) -> Diagnostic {
    Diagnostic(
      .protobufTruncated,
      "\(count) bytes are expected here, the message has \(source.remainingByteCount) left",
      at: source.location)
  }
}

extension ProtobufReader where Source == WindowedReader {
  /// Reads a message that fills a range of a file.
  ///
  /// - Throws: ``DiagnosticCode/protobufOverLimit`` if it is nested too deep.
  public init(_ range: FileRange, depth: Int = 0) throws(Diagnostic) {
    try self.init(WindowedReader(range), depth: depth)
  }

  /// Walks a message inside this one.
  ///
  /// - Throws: ``DiagnosticCode/protobufOverLimit`` if it is nested too deep.
  public func nested(_ range: FileRange) throws(Diagnostic) -> Self {
    try Self(WindowedReader(range, sharing: source), depth: depth + 1)
  }

  /// Reads a short field into memory, from the bytes that are there already where it is among them.
  public func bytes(_ range: FileRange, limit: Int = 64 << 20) throws(Diagnostic) -> [UInt8] {
    var reader = WindowedReader(range, sharing: source)
    return try reader.readBytes(range.byteCount, limit: limit)
  }
}

extension ProtobufReader where Source == ProtobufBytes {
  /// Reads a message in memory.
  ///
  /// - Throws: ``DiagnosticCode/protobufOverLimit`` if it is nested too deep.
  public init(_ bytes: ArraySlice<UInt8>, depth: Int = 0) throws(Diagnostic) {
    try self.init(ProtobufBytes(bytes), depth: depth)
  }

  /// Walks a message inside this one.
  ///
  /// - Throws: ``DiagnosticCode/protobufOverLimit`` if it is nested too deep.
  public func nested(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) -> Self {
    try Self(bytes, depth: depth + 1)
  }
}
