import ByteIO
import Diagnostics

/// Bytes to be read, and what is told of the names in them.
public struct FuzzedInput {
  /// The bytes.
  public let bytes: [UInt8]

  private let found: ([UInt8]) -> Void
  private let opened = OpenedSources()

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

  /// The bytes, or others made of them, as a file of a name, which is in no folder.
  func source(
    named name: String, of bytes: [UInt8]? = nil
  ) throws(Diagnostic) -> SourceFile {
    let file = try TemporaryStorage().append(
      bytes ?? self.bytes, displayPath: "/nowhere/\(name)"
    ).file
    opened.note(file)
    return file
  }

  /// The path of a file that something still holds.
  var keptPath: String? { opened.keptPath }
}

/// The files that were made of one input.
private final class OpenedSources {
  private struct Source { weak var file: SourceFile? }
  private var sources: [Source] = []

  func note(_ file: SourceFile) { sources.append(Source(file: file)) }

  var keptPath: String? { sources.lazy.compactMap(\.file?.path).first }
}
