import ByteIO
import Synchronization

/// The jobs that are still to be done, handed out as far as memory allows.
final class JobQueue: Sendable {
  /// What a conversion takes besides its weights.
  private static let base = 64 << 20

  private struct State {
    /// Positions in the plan, the largest job first.
    var waiting: [Int]
    var usedByteCount = 0
    var runningCount = 0
    var isStopped = false
  }

  /// What a thread is told.
  enum Turn {
    case job(Int)
    /// Nothing that fits in memory now.
    case wait
    case end
  }

  private let jobs: [BatchJob]
  private let budget: Int
  private let state: Mutex<State>

  /// Makes a queue of jobs by their positions.
  init(_ positions: [Int], of jobs: [BatchJob], budget: Int) {
    self.jobs = jobs
    self.budget = budget
    let wanted = Set(positions)
    state = Mutex(
      State(waiting: BatchShard.largestFirst(jobs).filter { wanted.contains($0) }.reversed()))
  }

  /// How much memory a conversion may take: at worst one tensor has nearly all of the weights, and is
  /// there before and after it is rearranged.
  static func estimate(_ job: BatchJob) -> Int {
    base.addingSaturated(job.byteCount).addingSaturated(job.byteCount)
  }

  /// What to do next: the largest job that fits, and any where nothing else runs.
  func next() -> Turn {
    state.withLock { state in
      guard !state.isStopped, !state.waiting.isEmpty else { return .end }
      for place in state.waiting.indices.reversed() {
        let position = state.waiting[place]
        let estimate = Self.estimate(jobs[position])
        let isFitting = state.usedByteCount.addingSaturated(estimate) <= budget
        if isFitting || state.runningCount == 0 {
          state.waiting.remove(at: place)
          state.usedByteCount = state.usedByteCount.addingSaturated(estimate)
          state.runningCount += 1
          return .job(position)
        }
      }
      return .wait
    }
  }

  /// Gives back what a job took.
  func end(_ position: Int) {
    state.withLock { state in
      state.usedByteCount -= min(state.usedByteCount, Self.estimate(jobs[position]))
      state.runningCount -= 1
    }
  }

  /// Lets nothing more begin.
  func stop() { state.withLock { $0.isStopped = true } }
}
