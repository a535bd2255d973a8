import ByteIO
import Diagnostics
import Pickle
import ZIPArchive

/// The pickle of a large archive, which is read while the archive's directory is.
///
/// PyTorch writes it first. Where that turns out to be otherwise, the work was for nothing.
struct EarlyPickle: ~Copyable {
  /// Below so many bytes of directory, a thread costs more than it gains.
  private static let leastDirectoryByteCount = 256 << 10

  private let range: FileRange
  private let work: BackgroundWork<Result<PickleDocument, Diagnostic>>

  /// Starts to read what should be an archive's pickle; nothing for a small archive.
  init?(in archive: FileRange) {
    guard
      let range = ZIPArchive.leadingPayload(
        of: archive, directoryOfAtLeast: Self.leastDirectoryByteCount)
    else { return nil }
    self.range = range
    work = BackgroundWork {
      Result { () throws(Diagnostic) in try PickleDocument.read(range, limits: .torch) }
    }
  }

  /// The pickle of a range: the one that was read already, or read now.
  static func document(
    _ early: consuming EarlyPickle?, in range: FileRange
  ) throws(Diagnostic) -> PickleDocument {
    if let early, early.range == range { return try early.work.value().get() }
    return try PickleDocument.read(range, limits: .torch)
  }
}
