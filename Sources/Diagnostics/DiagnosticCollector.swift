import Synchronization

/// Collects what stages find while they go on; safe to share between threads.
public final class DiagnosticCollector: Sendable {
  private let storage = Mutex<[Diagnostic]>([])

  /// Makes an empty collector.
  public init() {}

  /// Adds a finding.
  public func emit(_ diagnostic: Diagnostic) {
    storage.withLock { $0.append(diagnostic) }
  }

  /// Everything emitted so far, in order.
  public var diagnostics: [Diagnostic] {
    storage.withLock { $0 }
  }

  /// Takes everything emitted so far and leaves the collector empty.
  public func drain() -> [Diagnostic] {
    storage.withLock { collected in
      defer { collected = [] }
      return collected
    }
  }
}
