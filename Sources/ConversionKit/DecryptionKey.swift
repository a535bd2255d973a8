import ByteIO
public import Diagnostics

/// The key of an encrypted file: the bytes themselves, of a length that AES takes.
public struct DecryptionKey: Hashable, Sendable {
  /// The key.
  public let bytes: [UInt8]

  /// How long a key may be: AES-128, AES-192 and AES-256.
  public static let byteCounts = [16, 24, 32]

  /// Makes a key, or nothing of bytes of another length.
  public init?(_ bytes: [UInt8]) {
    guard Self.byteCounts.contains(bytes.count) else { return nil }
    self.bytes = bytes
  }

  /// Reads a file that holds the bytes of a key and nothing else.
  ///
  /// - Throws: ``DiagnosticCode/keyNotUsable`` for another length, and what reading raises.
  public init(readingFileAt path: String) throws(Diagnostic) {
    let file = try SourceFile(path: path)
    let location = Location(file: path)
    guard file.byteCount <= 64, let key = Self(try file.prefix(64)) else {
      throw Diagnostic(
        .keyNotUsable,
        "a key has 16, 24 or 32 bytes and no line break behind them, the file has "
          + "\(file.byteCount) bytes", at: location)
    }
    self = key
  }
}

extension DecryptionKey: CustomStringConvertible, CustomReflectable {
  /// Its length only: a key is not printed.
  public var description: String { "a key of \(bytes.count) bytes" }

  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension DiagnosticCode {
  /// The file given as a key is none.
  public static let keyNotUsable = DiagnosticCode(
    "convert.key-not-usable", kind: .usage,
    explanation: """
      The file given with --key-file holds the raw bytes of an AES key: exactly 16, 24 or 32 of them, as \
      they were given to the framework. Editors and `echo` add a line break; `printf` does not. A key \
      that is written in hexadecimal has to be turned into bytes first (`xxd -r -p`).
      """)
}
