import Diagnostics
import Recast
import Synchronization

/// Shows a batch while it runs: a line for each conversion that ended and, on a terminal, one for each
/// that is running.
final class BatchDisplay: BatchObserver {
  private struct Running {
    let input: String
    let progress: WorkProgress
    let start: ContinuousClock.Instant
  }

  private struct State {
    var running: [Int: Running] = [:]
    var endedCount = 0
    var drawnCount = 0
    var isFinished = false
  }

  private let total: Int
  private let isQuiet: Bool
  private let isLive: Bool
  private let style = StandardStream.error.style
  private let state = Mutex(State())
  private static let interval = Duration.milliseconds(150)

  init(total: Int, isQuiet: Bool) {
    self.total = total
    self.isQuiet = isQuiet
    isLive = !isQuiet && StandardStream.error.isTerminal
    guard isLive else { return }
    Task.detached { [self] in
      while redraw() { try? await Task.sleep(for: Self.interval) }
    }
  }

  func began(_ job: BatchJob, on thread: Int, progress: WorkProgress) {
    state.withLock { state in
      state.running[thread] = Running(input: job.input, progress: progress, start: .now)
    }
  }

  func ended(_ result: BatchResult, on thread: Int) {
    state.withLock { state in
      state.running[thread] = nil
      state.endedCount += 1
      let lines = lines(result)
      guard !lines.isEmpty else { return }
      try? StandardStream.error.write(erasure(&state) + lines.map { $0 + "\n" }.joined())
    }
  }

  /// Removes the lines of what is running.
  func finish() {
    state.withLock { state in
      state.isFinished = true
      let text = erasure(&state)
      if !text.isEmpty { try? StandardStream.error.write(text) }
    }
  }

  /// What is said of a conversion that ended; nothing of one that did not change anything.
  private func lines(_ result: BatchResult) -> [String] {
    let isFailed = result.status == .failed
    let isNew = result.status != .unchanged
    let shown = result.diagnostics.filter {
      isFailed ? $0.severity != .note : !isQuiet && isNew
    }
    let findings = shown.prefix(20).map { style.line($0) }
    guard !isQuiet, isFailed || isNew else { return findings }
    let name = result.status.rawValue
    let word = isFailed ? style.strong(name) : style.faint(name)
    let size = result.model.map {
      " (\(QuantityText.bytes($0.files.reduce(0) { $0 + $1.byteCount })), "
        + "\(QuantityText.seconds(result.milliseconds)))"
    }
    let target =
      isFailed ? "" : result.output.map { " → \($0.escapedForTerminal(limit: 300))" } ?? ""
    return findings + [
      "\(word) \(result.input.escapedForTerminal(limit: 300))\(target)\(size ?? "")"
    ]
  }

  private func redraw() -> Bool {
    state.withLock { state in
      guard !state.isFinished else { return false }
      var text = erasure(&state)
      let width = StandardStream.error.width
      var lines = ["\(state.endedCount) of \(total)"]
      for thread in state.running.keys.sorted() {
        guard let running = state.running[thread] else { continue }
        let seconds = (ContinuousClock.now - running.start).components.seconds
        lines.append(
          "  \(running.input.escapedForTerminal(limit: 200)): \(Self.text(running.progress.stage))"
            + (seconds > 0 ? ", \(seconds) s" : ""))
      }
      text += lines.map { $0.prefix(width - 1) + "\n" }.joined()
      state.drawnCount = lines.count
      try? StandardStream.error.write(text)
      return true
    }
  }

  /// What removes the lines that were drawn.
  private func erasure(_ state: inout State) -> String {
    guard state.drawnCount > 0 else { return "" }
    defer { state.drawnCount = 0 }
    return "\u{1B}[\(state.drawnCount)A\r\u{1B}[J"
  }

  private static func text(_ stage: WorkProgress.Stage) -> String {
    switch stage {
    case .starting: "starting"
    case .building: "building the graph"
    case .hashing(let count): "reading \(QuantityText.bytes(count))"
    case .writing(let count): "writing \(QuantityText.bytes(count))"
    }
  }
}
