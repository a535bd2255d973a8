import ByteIO
import Diagnostics
import ProtobufWire

/// The bytes of a field that has a length: where they are in the file, and the bytes themselves where
/// they were read along with the message around them.
struct GEContent: Hashable, Sendable {
  /// Where the bytes are.
  let range: FileRange
  private let read: ArraySlice<UInt8>?

  /// Messages up to this size are read at once; what is larger holds tensors and is walked.
  static let mostReadByteCount = 256 << 10
  /// The longest name or text that is read.
  static let mostTextByteCount = 1 << 20

  /// Bytes of a file that are not read yet.
  init(_ range: FileRange) {
    self.range = range
    read = nil
  }

  /// Bytes of a file that were read.
  init(_ range: FileRange, read: ArraySlice<UInt8>) {
    self.range = range
    self.read = read
  }

  /// The bytes in memory.
  ///
  /// - Throws: ``DiagnosticCode/fileTooLarge`` over the limit, and what reading raises.
  func bytes(limit: Int = mostTextByteCount) throws(Diagnostic) -> ArraySlice<UInt8> {
    if let read { return read }
    return try range.bytes(limit: limit)[...]
  }

  /// The bytes as a text; what is no UTF-8 is replaced, as names of compiled models are not always.
  func text() throws(Diagnostic) -> String {
    String(decoding: try bytes(), as: UTF8.self)
  }

  /// The numbers of a packed field.
  func packedIntegers(_ budget: inout GEReadBudget) throws(Diagnostic) -> [Int] {
    try budget.take(range.byteCount / 8)
    let bytes = try bytes(limit: GEReadBudget.mostListByteCount)
    return try ProtobufReader<ProtobufBytes>.packedIntegers(ProtobufBytes(bytes)).map {
      Int(Int64(bitPattern: $0))
    }
  }

  /// The 32-bit floating-point numbers of a packed field.
  func packedFloats(_ budget: inout GEReadBudget) throws(Diagnostic) -> [Float] {
    try budget.take(range.byteCount / 8)
    let bytes = Array(try bytes(limit: GEReadBudget.mostListByteCount))
    return stride(from: 0, to: bytes.count - 3, by: 4).compactMap {
      bytes.littleEndian(UInt32.self, at: $0).map(Float.init(bitPattern:))
    }
  }
}

/// How much structure is read of one file: what a small file can unfold into is bounded.
struct GEReadBudget: Sendable {
  /// Operators, descriptors, settings, entries of lists.
  private var itemsLeft = 1 << 22
  /// Where the file is, for messages.
  let path: String

  /// The longest packed list.
  static let mostListByteCount = 8 << 20

  init(path: String) { self.path = path }

  /// Counts items.
  ///
  /// - Throws: ``DiagnosticCode/geirOverLimit`` when there are too many.
  mutating func take(_ count: Int = 1) throws(Diagnostic) {
    guard count <= itemsLeft else {
      throw Diagnostic(
        .geirOverLimit, "the file has more than \(1 << 22) operators, settings and list entries",
        at: Location(file: path))
    }
    itemsLeft -= count
  }
}
