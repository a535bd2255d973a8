public import ByteIO
public import Diagnostics

/// The limits that bound what one document may cost.
public struct BSONLimits: Sendable {
  /// The deepest nesting of documents and arrays.
  public var depth = 512
  /// The most elements in the whole file; fewer in a small one, see ``elementCount(inBytes:)``.
  public var elementCount = 1 << 20
  /// The longest string in bytes.
  public var stringByteCount = 16 << 20
  /// The longest name in bytes.
  public var keyByteCount = 1 << 20

  /// Makes the standard limits.
  public init() {}

  /// The most elements that a file may hold.
  ///
  /// An element takes many times more memory than the two bytes it can be written in. What BSON.jl
  /// writes takes eight bytes or more, as the names in long arrays have five digits or more.
  func elementCount(inBytes byteCount: Int) -> Int {
    min(elementCount, 65536 + byteCount / 8)
  }
}

/// Reads the structure of a BSON document; binaries stay in the file.
///
/// It checks every length against its surroundings before anything is allocated, and walks with a
/// stack of its own, so that no nesting can exhaust the thread's.
public struct BSONReader {
  private var reader: WindowedReader
  private let limits: BSONLimits
  private let elementCountLimit: Int
  private var elementCount = 0

  private init(_ range: FileRange, limits: BSONLimits) {
    reader = WindowedReader(range)
    self.limits = limits
    elementCountLimit = limits.elementCount(inBytes: range.byteCount)
  }

  /// Reads the document at the start of a file.
  ///
  /// - Throws: ``DiagnosticCode/fileTruncated`` if the file ends early,
  ///   ``DiagnosticCode/bsonMalformed``, ``DiagnosticCode/bsonDuplicateKey``,
  ///   ``DiagnosticCode/bsonUnsupportedType`` for what the grammar forbids, and
  ///   ``DiagnosticCode/bsonOverLimit`` over a limit.
  public static func read(
    _ file: SourceFile, limits: BSONLimits = BSONLimits()
  ) throws(Diagnostic) -> BSONDocument {
    var reader = BSONReader(file.wholeRange, limits: limits)
    var document = try reader.readRoot()
    document.trailingByteCount = file.byteCount - document.byteRange.upperBound
    return document
  }

  private mutating func readRoot() throws(Diagnostic) -> BSONDocument {
    var stack = [try openContainer(key: "", offset: reader.position, isArray: false, end: nil)]
    while var container = stack.popLast() {
      let offset = reader.position
      // The terminator itself may be the last byte.
      try require(1, within: container.end + 1, "an element")
      let typeByte: UInt8 = try reader.readInteger()
      guard typeByte != 0 else {
        guard reader.position == container.end else {
          throw malformed(
            "the \(container.kind) ends at byte \(reader.position), its length says \(container.end)",
            container.start..<reader.position)
        }
        let value = container.finished()
        guard var parent = stack.popLast() else {
          return BSONDocument(
            elements: container.elements, byteRange: container.start..<container.end)
        }
        parent.elements.append(
          BSONElement(key: container.key, value: value, byteOffset: container.elementOffset))
        stack.append(parent)
        continue
      }
      let key = try readKey(in: &container, at: offset)
      guard let type = BSONElementType(rawValue: typeByte) else {
        throw unsupported(typeByte, key: key, at: offset)
      }
      if type == .document || type == .array {
        guard stack.count + 1 < limits.depth else {
          throw Diagnostic(
            .bsonOverLimit, "documents are nested more than \(limits.depth) deep",
            at: location(offset..<reader.position))
        }
        let inner = try openContainer(
          key: key, offset: offset, isArray: type == .array, end: container.end)
        stack.append(container)
        stack.append(inner)
        continue
      }
      let value = try readScalar(type, end: container.end)
      container.elements.append(BSONElement(key: key, value: value, byteOffset: offset))
      stack.append(container)
    }
    throw malformed("the document is empty", 0..<0)
  }

  private mutating func openContainer(
    key: String, offset: Int, isArray: Bool, end: Int?
  ) throws(Diagnostic) -> OpenContainer {
    let start = reader.position
    if let end { try require(4, within: end, "a document's length") }
    let length = Int(try reader.readInteger(Int32.self))
    guard length >= 5 else {
      throw malformed("a document of \(length) bytes cannot be; 5 is the least", start..<start + 4)
    }
    guard length <= reader.end - start else {
      throw Diagnostic(
        .fileTruncated,
        "a document of \(length) bytes begins here and the file ends after \(reader.end - start)",
        at: location(start..<start + 4))
    }
    if let end, length > end - start {
      throw malformed(
        "a document of \(length) bytes begins here, the one around it ends after \(end - start)",
        start..<start + 4)
    }
    return OpenContainer(
      key: key, elementOffset: offset, start: start, end: start + length, isArray: isArray)
  }

  private mutating func readKey(
    in container: inout OpenContainer, at offset: Int
  ) throws(Diagnostic) -> String {
    elementCount += 1
    guard elementCount <= elementCountLimit else {
      throw Diagnostic(
        .bsonOverLimit, "the file holds more than \(elementCountLimit) values",
        at: location(offset..<offset + 1))
    }
    let bytes = try reader.readZeroTerminated(limit: limits.keyByteCount)
    guard reader.position < container.end else {
      throw malformed(
        "a name runs past the end of its \(container.kind) at byte \(container.end)",
        offset..<reader.position)
    }
    guard !container.isArray else { return "" }
    let name = String(decoding: bytes, as: UTF8.self)
    guard container.isNew(name) else {
      throw Diagnostic(
        .bsonDuplicateKey, "the name '\(name)' occurs twice in one document",
        at: location(offset..<reader.position))
    }
    return name
  }

  private mutating func readScalar(
    _ type: BSONElementType, end: Int
  ) throws(Diagnostic) -> BSONValue {
    switch type {
    case .double:
      try require(8, within: end, "a number")
      return .double(Double(bitPattern: try reader.readInteger(UInt64.self)))
    case .int32:
      try require(4, within: end, "an integer")
      return .int32(try reader.readInteger())
    case .int64:
      try require(8, within: end, "an integer")
      return .int64(try reader.readInteger())
    case .boolean:
      try require(1, within: end, "a truth value")
      return .boolean(try reader.readInteger(UInt8.self) != 0)
    case .null, .document, .array:
      return .null
    case .string:
      return .string(try readString(end: end))
    case .binary:
      try require(5, within: end, "a binary's length")
      let offset = reader.position
      let length = Int(try reader.readInteger(Int32.self))
      let subtype: UInt8 = try reader.readInteger()
      guard length >= 0 else { throw malformed("a binary of \(length) bytes", offset..<offset + 4) }
      try require(length, within: end, "a binary")
      return .binary(BSONBinary(range: try reader.skip(length), subtype: subtype))
    }
  }

  private mutating func readString(end: Int) throws(Diagnostic) -> String {
    try require(4, within: end, "a string's length")
    let offset = reader.position
    let length = Int(try reader.readInteger(Int32.self))
    guard length >= 1 else {
      throw malformed("a string of \(length) bytes cannot be; 1 is the least", offset..<offset + 4)
    }
    try require(length, within: end, "a string")
    var bytes = try reader.readBytes(length, limit: limits.stringByteCount)
    guard bytes.popLast() == 0 else {
      throw malformed("a string does not end with a zero byte", offset..<reader.position)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Checks that a container has room for a value and its own final zero.
  private func require(_ count: Int, within end: Int, _ what: String) throws(Diagnostic) {
    let available = end - 1 - reader.position
    guard count <= available else {
      throw malformed(
        "\(what) needs \(count) bytes here, the document around it has \(max(0, available)) left",
        reader.position..<reader.position)
    }
  }

  private func unsupported(_ byte: UInt8, key: String, at offset: Int) -> Diagnostic {
    Diagnostic(
      .bsonUnsupportedType,
      "'\(key)' has the BSON type 0x\(String(byte, radix: 16)) "
        + "(\(BSONElementType.name(ofUnsupported: byte))), which BSON.jl never writes",
      at: location(offset..<offset + 1))
  }

  private func malformed(_ message: String, _ range: Range<Int>) -> Diagnostic {
    Diagnostic(.bsonMalformed, message, at: location(range))
  }

  private func location(_ range: Range<Int>) -> Location {
    Location(file: reader.file.path, byteRange: range)
  }
}
