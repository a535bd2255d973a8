import Synchronization

/// How many finite elements of a weight became infinite when it was converted, known once it was written.
///
/// It is no part of what a weight is: all tallies are equal.
public final class OverflowTally: Sendable {
  private let found = Mutex<Int?>(nil)

  /// Makes a tally of a weight that was not written yet.
  public init() {}

  /// The number of elements; nothing before the weight was written whole.
  public var count: Int? { found.withLock { $0 } }

  /// Takes what one whole pass over the elements found; each gives the same number.
  func record(_ count: Int) { found.withLock { $0 = count } }
}

extension OverflowTally: Hashable {
  /// True: what was found does not tell weights apart.
  public static func == (left: OverflowTally, right: OverflowTally) -> Bool { true }

  /// Adds nothing.
  public func hash(into hasher: inout Hasher) {}
}
