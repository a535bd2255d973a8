import Glibc

/// The time of day.
public enum WallClock {
  /// The time since 1970 began in Greenwich.
  public static var now: Duration {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return .zero }
    return .seconds(time.tv_sec) + .nanoseconds(Int64(time.tv_nsec))
  }
}
