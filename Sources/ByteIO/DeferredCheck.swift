public import Diagnostics
import Synchronization

/// A check that runs once, when the first one asks for it; everybody learns what it found.
///
/// A checksum over a whole file is compared when elements of it are wanted, and not when somebody looks
/// at its structure.
public final class DeferredCheck: Sendable {
  private let check: @Sendable () throws -> Void
  private let outcome = Mutex(Outcome.pending)

  private enum Outcome: Sendable {
    case pending
    case passed
    indirect case failed(Diagnostic)
  }

  /// Makes a check that a function does.
  public init(_ check: @escaping @Sendable () throws -> Void) { self.check = check }

  /// Runs the check, or says again what it found.
  ///
  /// - Throws: what the function throws.
  public func run() throws(Diagnostic) {
    try outcome.withLock { (outcome) throws(Diagnostic) in
      switch outcome {
      case .passed: return
      case .failed(let diagnostic): throw diagnostic
      case .pending:
        do {
          try check()
          outcome = .passed
        } catch {
          let diagnostic =
            error as? Diagnostic ?? Diagnostic(.fileNotReadable, "reading failed: \(error)")
          outcome = .failed(diagnostic)
          throw diagnostic
        }
      }
    }
  }
}

extension FileRange {
  /// The range as bytes that are there once a check has passed.
  public func deferred(until check: DeferredCheck) -> DeferredRange {
    DeferredRange(byteCount: byteCount) {
      try check.run()
      return self
    }
  }
}
