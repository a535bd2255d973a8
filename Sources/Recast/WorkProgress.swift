import Synchronization

/// What a piece of work is doing, for whoever wants to show it; safe to share between threads.
public final class WorkProgress: Sendable {
  /// The parts of the work that can take long.
  public enum Stage: Hashable, Sendable {
    /// Nothing that takes time yet.
    case starting
    /// Reading all of the input for its digest.
    case hashing(byteCount: Int)
    /// Building and rewriting the graph.
    case building
    /// Writing the output.
    case writing(byteCount: Int)
  }

  private let current = Mutex(Stage.starting)

  /// Makes a progress at its start.
  public init() {}

  /// What is being done.
  public var stage: Stage {
    current.withLock { $0 }
  }

  func begin(_ stage: Stage) {
    current.withLock { $0 = stage }
  }
}
