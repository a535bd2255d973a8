import ByteIO
import ConversionKit
import Diagnostics
import Synchronization

/// The digests of files that several jobs of a batch share, each worked out once.
final class FileDigests: Sendable {
  private let known = Mutex<[ExactName: (stamp: FileStamp, digest: String)]>([:])

  /// The SHA-256 of a file's bytes.
  ///
  /// - Throws: what reading raises.
  func sha256(of path: String) throws(Diagnostic) -> String {
    let stamp = FileStamp(of: path)
    let remembered = known.withLock { $0[ExactName(path)] }
    if let remembered, remembered.stamp == stamp { return remembered.digest }
    let digest = try SourceFile(path: path).sha256()
    if let stamp { known.withLock { $0[ExactName(path)] = (stamp, digest) } }
    return digest
  }
}
