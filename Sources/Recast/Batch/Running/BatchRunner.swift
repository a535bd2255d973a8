import ByteIO
import Diagnostics
import Glibc
import Synchronization

/// Does the conversions of a batch, several at once.
public struct BatchRunner: Sendable {
  private let plan: BatchPlan
  private let options: BatchOptions

  /// Prepares to run a plan.
  public init(_ plan: BatchPlan, options: BatchOptions) {
    self.plan = plan
    self.options = options
  }

  /// The positions in the plan of the jobs that are done here.
  public var positions: [Int] {
    options.shard?.positions(in: plan.jobs) ?? Array(plan.jobs.indices)
  }

  /// How many conversions run at once at most.
  public var threadCount: Int {
    max(1, min(options.jobCount ?? MachineLimits().processorCount, positions.count, 256))
  }

  /// Does everything; what goes wrong is in the report.
  public func run(observer: some BatchObserver) -> BatchReport {
    let positions = positions
    let limits = MachineLimits()
    // Some is left for the system and for what else the machine does.
    let budget = options.memoryByteCount ?? limits.availableByteCount / 10 * 8
    let queue = JobQueue(positions, of: plan.jobs, budget: budget)
    let board = ResultBoard(count: plan.jobs.count)
    let start = ContinuousClock.now
    let (plan, options) = (plan, options)
    runInParallel(count: threadCount) { thread in
      while true {
        switch queue.next() {
        case .end: return
        case .wait: usleep(20_000)
        case .job(let position):
          let job = plan.jobs[position]
          let progress = WorkProgress()
          observer.began(job, on: thread, progress: progress)
          let result = JobRun(job, options: options, progress: progress).result()
          queue.end(position)
          if !result.isDone, options.stopsAtFailure { queue.stop() }
          board.set(result, at: position)
          observer.ended(result, on: thread)
        }
      }
    }
    let results = positions.map { position in
      board[position] ?? Self.skipped(plan.jobs[position])
    }
    var report = BatchReport(
      file: plan.file.path, planDigest: plan.digest, plannedCount: plan.jobs.count,
      shard: options.shard, results: results)
    report.milliseconds = (ContinuousClock.now - start).wholeMilliseconds
    return report
  }

  private static func skipped(_ job: BatchJob) -> BatchResult {
    var result = BatchResult(
      id: job.id, input: job.input, inputByteCount: job.byteCount, output: job.output,
      status: .skipped)
    result.diagnostics = [
      Diagnostic(
        .batchSkipped, "another conversion failed before this one was begun",
        at: Location(file: job.input))
    ]
    return result
  }
}

/// The results so far, by position in the plan.
private final class ResultBoard: Sendable {
  private let results: Mutex<[BatchResult?]>

  init(count: Int) { results = Mutex(Array(repeating: nil, count: count)) }

  subscript(position: Int) -> BatchResult? { results.withLock { $0[position] } }

  func set(_ result: BatchResult, at position: Int) {
    results.withLock { $0[position] = result }
  }
}

extension Duration {
  /// The duration in milliseconds, rounded down.
  var wholeMilliseconds: Int {
    let parts = components
    return Int(clamping: parts.seconds).multipliedReportingOverflow(by: 1000).partialValue
      &+ Int(clamping: parts.attoseconds / 1_000_000_000_000_000)
  }
}
