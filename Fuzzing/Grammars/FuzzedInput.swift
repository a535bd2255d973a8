import ByteIO
import Diagnostics

/// Bytes to be read, and what is told of the names in them.
public struct FuzzedInput {
  /// The bytes.
  public let bytes: [UInt8]

  private let found: ([UInt8]) -> Void

  /// Makes an input.
  ///
  /// - Parameter found: called with the names and texts that a reader finds, to see how far it comes.
  public init(_ bytes: [UInt8], found: @escaping ([UInt8]) -> Void = { _ in }) {
    self.bytes = bytes
    self.found = found
  }

  /// Tells of a name or text that was read.
  func note(_ bytes: some Sequence<UInt8>) { found(Array(bytes.prefix(64))) }

  /// Tells of a name or text that was read.
  func note(_ text: String) { note(text.utf8) }

  /// The bytes as a file of a name.
  func source(named name: String) throws(Diagnostic) -> SourceFile {
    try Self.source(of: bytes, named: name)
  }

  /// Bytes as a file of a name, which is in no folder.
  static func source(of bytes: [UInt8], named name: String) throws(Diagnostic) -> SourceFile {
    try TemporaryStorage().append(bytes, displayPath: "/nowhere/\(name)").file
  }
}
