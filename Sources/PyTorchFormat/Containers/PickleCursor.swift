import ByteIO
import Diagnostics
import Pickle

/// Reads pickles that stand one after the other.
struct PickleCursor {
  /// The bytes that they stand in.
  let range: FileRange
  /// The next byte, from the start of the file.
  private(set) var position: Int

  /// Makes a cursor at the start of a range.
  init(_ range: FileRange) {
    self.range = range
    position = range.byteOffset
  }

  /// Where the cursor is.
  var location: Location {
    Location(file: range.file.path, byteRange: position..<position)
  }

  /// The bytes that are left.
  func rest() -> FileRange {
    FileRange(
      file: range.file, byteOffset: position,
      byteCount: range.byteOffset + range.byteCount - position)
  }

  /// Steps over bytes that are known to be there.
  mutating func skip(_ byteCount: Int) {
    position += byteCount
  }

  /// Reads a pickle and steps over it.
  ///
  /// - Throws: what reading raises, ``DiagnosticCode/torchStreamMalformed`` at the end of the bytes.
  mutating func readPickle(_ part: String) throws(Diagnostic) -> PickleDocument {
    let rest = rest()
    guard rest.byteCount > 0 else { throw malformed("the file ends before \(part)") }
    let document = try PickleDocument.read(rest, limits: .torch)
    position += document.byteCount
    return document
  }

  /// A finding at the cursor.
  func malformed(_ finding: String) -> Diagnostic {
    Diagnostic(.torchStreamMalformed, finding, at: location)
  }
}

extension FileRange {
  /// Whether a stream of `torch.save` begins here.
  func startsWithLegacyMagic() throws(Diagnostic) -> Bool {
    guard byteCount > 16, let first = try? PickleDocument.read(self) else { return false }
    return first.isLegacyMagic
  }
}

extension PickleDocument {
  /// Whether the pickle is the number with which a stream of `torch.save` begins.
  var isLegacyMagic: Bool {
    guard case .longInteger(let id) = root else { return false }
    return (try? longInteger(id).bytes(limit: 64)) == LegacyStream.magic
  }
}
