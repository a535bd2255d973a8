import Synchronization

/// Something that is worked out on a thread of its own while its starter goes on.
///
/// Nobody has to wait for it: work that is dropped runs on to its end, or to that of the process.
public final class BackgroundWork<Value: Sendable>: Sendable {
  private let outcome: Outcome<Value>

  /// Starts the work.
  public init(_ body: @escaping @Sendable () -> Value) {
    let outcome = Outcome(body)
    self.outcome = outcome
    // Without a thread to be had, the work is done when its value is asked for.
    _ = RunningThread { outcome.work() }
  }

  /// Waits for the value, as often as it is asked for.
  public func value() -> Value { outcome.work() }
}

/// What the work leads to, made once.
private final class Outcome<Value: Sendable>: Sendable {
  private let body: @Sendable () -> Value
  private let value = Mutex<Value?>(nil)

  init(_ body: @escaping @Sendable () -> Value) { self.body = body }

  @discardableResult
  func work() -> Value {
    value.withLock { value in
      if let value { return value }
      let made = body()
      value = made
      return made
    }
  }
}
