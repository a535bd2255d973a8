import Recast
import Synchronization

/// A clock that shows what a test wants.
final class SimulatedClock: Sendable {
  private let time: Mutex<Duration>

  /// Starts at a time since 1970.
  init(_ seconds: Double = 1_700_000_000) { time = Mutex(.simulated(seconds)) }

  /// The time that it shows, in seconds since 1970.
  func set(_ seconds: Double) { time.withLock { $0 = .simulated(seconds) } }

  /// Lets time go by.
  func advance(_ seconds: Double) { time.withLock { $0 += .simulated(seconds) } }

  /// The time that it shows.
  var now: Duration { time.withLock { $0 } }

  /// The clock as a folder of checkpoints reads it.
  var clock: CheckpointClock { CheckpointClock { self.now } }
}

extension Duration {
  /// Seconds to the millisecond, exactly: as a number they are rounded.
  static func simulated(_ seconds: Double) -> Duration {
    .milliseconds(Int((seconds * 1000).rounded()))
  }
}
