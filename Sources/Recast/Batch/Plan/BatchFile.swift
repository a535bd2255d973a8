import ByteIO
import ConversionKit
import Diagnostics

/// A batch file: which files are converted, how, and what is expected of the results; see
/// `Documentation/Batch.md`.
public struct BatchFile: Sendable {
  /// The path as it was given.
  public let path: String
  /// The SHA-256 of its text.
  public let digest: String

  /// The folder that paths in it begin at; empty for the current one.
  let folder: String
  let entries: [BatchEntry]

  /// Reads a batch file.
  ///
  /// - Parameter root: the folder that its paths begin at; its own without one.
  /// - Throws: what reading raises, a diagnostic where it is no YAML, else a list of every problem.
  public init(readingFileAt path: String, root: String? = nil) throws {
    let source = try SourceFile(path: path)
    let bytes = try source.bytes(at: 0, count: source.byteCount, limit: 4 << 20)
    self.path = path
    folder = root ?? SourceFile.folder(of: path)
    digest = try TextDigest.sha256(of: bytes)
    entries = try BatchFileReader.entries(bytes, file: path)
  }

  /// A path of the batch file as this process finds it.
  func located(_ path: String) -> String { GlobSearch.joined(folder, path) }
}

/// One item of `jobs:`, with the defaults filled in.
struct BatchEntry: Sendable {
  var name: String
  /// Where it is in the batch file: `12:5`.
  var place: String
  var inputs: [GlobPattern] = []
  var excluded: [GlobPattern] = []
  var output: OutputPattern?
  var allowsNone = false
  var settings = BatchSettings()
  var expectation = BatchExpectation()
}

/// Digests of texts.
enum TextDigest {
  /// The SHA-256 of some bytes in lower-case hexadecimal.
  static func sha256(of bytes: [UInt8]) throws(Diagnostic) -> String {
    var sink = DigestSink()
    try sink.write(bytes)
    return sink.hexadecimal
  }

  /// The SHA-256 of a text in lower-case hexadecimal.
  static func sha256(of text: String) throws(Diagnostic) -> String {
    try sha256(of: Array(text.utf8))
  }
}
