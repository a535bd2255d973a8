public import Diagnostics
import Synchronization

/// Bytes whose size is known and whose place is found when somebody reads them.
///
/// A member of an archive has its size in the directory and its place in a header beside its bytes;
/// a compressed one has a place only once it is decompressed. Two values are equal only if they are
/// the same object.
public final class DeferredRange: Sendable {
  /// How many bytes there are.
  public let byteCount: Int

  private enum State: Sendable {
    case pending(@Sendable () throws -> FileRange)
    case found(FileRange)
    // Boxed: most values never hold one, and there are many values.
    indirect case failed(Diagnostic)
  }
  private let state: Mutex<State>

  /// Makes bytes that a function finds, at most once.
  public init(byteCount: Int, _ resolve: @escaping @Sendable () throws -> FileRange) {
    self.byteCount = byteCount
    state = Mutex(.pending(resolve))
  }

  /// Makes bytes that are found already.
  public init(_ range: FileRange) {
    byteCount = range.byteCount
    state = Mutex(.found(range))
  }

  /// Where the bytes are; only the first call looks for them, and what it throws is thrown again.
  ///
  /// - Throws: what finding them raises, ``DiagnosticCode/fileSizeMismatch`` if there are not
  ///   exactly ``byteCount`` bytes.
  public func range() throws(Diagnostic) -> FileRange {
    try state.withLock { (state) throws(Diagnostic) -> FileRange in
      switch state {
      case .found(let range): return range
      case .failed(let diagnostic): throw diagnostic
      case .pending(let resolve):
        do {
          let range = try resolve()
          guard range.byteCount == byteCount else { throw mismatch(range) }
          state = .found(range)
          return range
        } catch {
          let diagnostic =
            error as? Diagnostic ?? Diagnostic(.fileNotReadable, "reading failed: \(error)")
          state = .failed(diagnostic)
          throw diagnostic
        }
      }
    }
  }

  private func mismatch(_ range: FileRange) -> Diagnostic {
    Diagnostic(
      .fileSizeMismatch, "\(byteCount) bytes are expected here, there are \(range.byteCount)",
      at: Location(file: range.file.path, byteRange: range.byteRange))
  }
}

extension DeferredRange: Hashable {
  /// Whether both are the same object.
  public static func == (left: DeferredRange, right: DeferredRange) -> Bool { left === right }

  /// Hashes the object's identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
