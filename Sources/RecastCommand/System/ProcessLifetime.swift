import Synchronization

/// What lives until the process ends.
///
/// Taking 100,000 tensors apart one by one takes longer than the system needs for all their memory.
enum ProcessLifetime {
  private static let kept = Mutex<[any Sendable]>([])

  /// Keeps a value until the process ends.
  static func keep(_ value: some Sendable) { kept.withLock { $0.append(value) } }
}
