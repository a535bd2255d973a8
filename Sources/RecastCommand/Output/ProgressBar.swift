import Recast
import Synchronization

/// A line on standard error that shows how far a piece of work is, from its second second on.
final class ProgressBar: Sendable {
  private struct State {
    var isFinished = false
    var isDrawn = false
    var stage = WorkProgress.Stage.starting
    var start = ProcessActivity()
  }

  private let progress: WorkProgress
  private let state = Mutex(State())
  private static let patience = Duration.seconds(1)
  private static let interval = Duration.milliseconds(100)
  private static let cells = 24

  /// Follows a piece of work; nothing where nobody looks.
  init?(following progress: WorkProgress, isWanted: Bool) {
    guard isWanted, StandardStream.error.isTerminal else { return nil }
    self.progress = progress
    let start = ContinuousClock.now
    Task.detached { [self] in
      while follow(isDrawing: ContinuousClock.now - start >= Self.patience) {
        try? await Task.sleep(for: Self.interval)
      }
    }
  }

  /// Removes the line; nothing is drawn after that.
  func finish() {
    state.withLock { state in
      state.isFinished = true
      if state.isDrawn { try? StandardStream.error.write("\r\u{1B}[K") }
    }
  }

  /// Notes where the work is and draws the line; false once the work is done.
  private func follow(isDrawing: Bool) -> Bool {
    state.withLock { state in
      guard !state.isFinished else { return false }
      let activity = ProcessActivity.current
      let stage = progress.stage
      if stage != state.stage {
        state.stage = stage
        state.start = activity
      }
      guard isDrawing else { return true }
      state.isDrawn = true
      try? StandardStream.error.write("\r\(Self.line(stage, activity, since: state.start))\u{1B}[K")
      return true
    }
  }

  private static func line(
    _ stage: WorkProgress.Stage, _ now: ProcessActivity, since start: ProcessActivity
  ) -> String {
    switch stage {
    case .starting: "starting"
    case .building: "building the graph"
    case .hashing(let total):
      bar("reading", done: now.readByteCount - start.readByteCount, of: total)
    case .writing(let total):
      bar("writing", done: now.writtenByteCount - start.writtenByteCount, of: total)
    }
  }

  private static func bar(_ text: String, done: Int, of total: Int) -> String {
    let share = total > 0 ? min(1, Double(max(0, done)) / Double(total)) : 1
    let filled = Int(share * Double(cells))
    let track =
      String(repeating: "#", count: filled) + String(repeating: ".", count: cells - filled)
    return "\(text) [\(track)] \(QuantityText.bytes(min(max(0, done), total)))"
      + " of \(QuantityText.bytes(total))"
  }
}
