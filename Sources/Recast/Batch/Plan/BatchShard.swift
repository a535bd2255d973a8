import ByteIO
public import Diagnostics

/// One of several parts of a batch.
public struct BatchShard: Hashable, Sendable {
  /// Which part, from 1.
  public let index: Int
  /// How many parts there are.
  public let count: Int

  /// The most parts.
  private static let most = 1_000_000
  /// What a conversion takes besides what grows with its input, in bytes of input.
  private static let overhead = 256 << 10

  /// Makes a part; nothing if there is no such.
  public init?(index: Int, count: Int) {
    guard count >= 1, count <= Self.most, (1...count).contains(index) else { return nil }
    self.index = index
    self.count = count
  }

  /// Reads `I/N`.
  ///
  /// - Throws: ``DiagnosticCode/batchShardUnknown``.
  public init(parsing text: String) throws(Diagnostic) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]),
      let shard = BatchShard(index: index, count: count)
    else {
      throw Diagnostic(
        .batchShardUnknown,
        "'\(text)' is no shard: write I/N, the I-th of N from 1, such as 2/8")
    }
    self = shard
  }

  /// The positions of this part's jobs in the plan, in their order.
  ///
  /// The largest job goes to the part that has least so far, then the next; of equals, the one whose
  /// name comes first to the part that comes first. Whoever has the same files gets the same parts.
  public func positions(in jobs: [BatchJob]) -> [Int] {
    guard count > 1 else { return Array(jobs.indices) }
    var loads = LoadHeap(count: count)
    var own: [Int] = []
    for position in Self.largestFirst(jobs) {
      let part = loads.take(jobs[position].byteCount.addingSaturated(Self.overhead))
      if part == index - 1 { own.append(position) }
    }
    return own.sorted()
  }

  /// The positions of jobs, the largest first; of equals, by name.
  static func largestFirst(_ jobs: [BatchJob]) -> [Int] {
    jobs.indices.sorted { left, right in
      if jobs[left].byteCount != jobs[right].byteCount {
        return jobs[left].byteCount > jobs[right].byteCount
      }
      return jobs[left].id.utf8.lexicographicallyPrecedes(jobs[right].id.utf8)
    }
  }
}

/// What each part has to do so far; the one with the least is found in logarithmic time.
private struct LoadHeap {
  private var items: [(load: Int, part: Int)]

  init(count: Int) { items = (0..<count).map { (0, $0) } }

  /// Gives the part with the least something more to do.
  mutating func take(_ amount: Int) -> Int {
    let part = items[0].part
    items[0].load = items[0].load.addingSaturated(amount)
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < items.count {
        if (items[child].load, items[child].part) < (items[least].load, items[least].part) {
          least = child
        }
      }
      guard least != place else { return part }
      items.swapAt(place, least)
      place = least
    }
  }
}
