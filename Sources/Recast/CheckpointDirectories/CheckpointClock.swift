import ByteIO

/// Where a folder of checkpoints takes the time from.
public struct CheckpointClock: Sendable {
  private let read: @Sendable () -> Duration

  /// Takes the time from a function, which says how long it is since 1970 began in Greenwich.
  public init(_ read: @escaping @Sendable () -> Duration) { self.read = read }

  /// The time of day.
  public static let system = CheckpointClock { WallClock.now }

  /// The time now, since 1970.
  public var now: Duration { read() }
}
