import Diagnostics
import Recast
import TestSupport
import Testing

@Suite struct CheckpointScheduleTests {
  /// Plays steps a second apart, and gives the names that are there at the end.
  private func play(
    _ policy: CheckpointPolicy, metrics: [Double?], every seconds: Double = 1
  ) throws -> [String] {
    var schedule = CheckpointSchedule(
      policy, naming: try CheckpointNaming(prefix: "m"), startingAt: .zero)
    var files: [StoredCheckpoint] = []
    for (index, metric) in metrics.enumerated() {
      let now = Duration.seconds(seconds * Double(index + 1))
      let event = CheckpointEvent(epoch: 1, step: index + 1, metric: metric)
      guard let decision = schedule.decide(event, at: now, existing: files) else { continue }
      schedule.complete(at: now)
      files = files.filter { !decision.removals.contains($0.name) }.map {
        StoredCheckpoint(
          name: $0.name, modified: $0.modified, metric: $0.metric,
          isSpared: $0.isSpared || decision.spared.contains($0.name))
      }
      files.append(
        StoredCheckpoint(
          name: decision.name, modified: now, metric: metric,
          isSpared: decision.spared.contains(decision.name)))
    }
    return files.map(\.name)
  }

  @Test func `the latest and the best stay`() throws {
    let policy = try CheckpointPolicy(
      keepCheckpointMax: 2, best: CheckpointPolicy.Best(count: 2, mode: .lowest))
    let names = try play(policy, metrics: [5, 1, 4, 3, 2, 6, 7])
    #expect(names == ["m-1_2.ckpt", "m-1_5.ckpt", "m-1_6.ckpt", "m-1_7.ckpt"])
  }

  @Test func `the highest may be the best, and of equal ones the first is`() throws {
    let policy = try CheckpointPolicy(
      keepCheckpointMax: 1, best: CheckpointPolicy.Best(count: 1, mode: .highest))
    #expect(try play(policy, metrics: [0.5, 0.9, 0.9, 0.2]) == ["m-1_2.ckpt", "m-1_4.ckpt"])
  }

  @Test func `what is no number is never the best, nor what was not measured`() throws {
    let policy = try CheckpointPolicy(
      keepCheckpointMax: 1, best: CheckpointPolicy.Best(count: 3, mode: .lowest))
    let names = try play(policy, metrics: [.nan, nil, 3, .infinity, nil])
    #expect(names == ["m-1_3.ckpt", "m-1_4.ckpt", "m-1_5.ckpt"])
  }

  @Test func `after every save the latest and the best are there and nothing else`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<50 {
      let keep = Int.random(in: 1...4, using: &random)
      let count = Int.random(in: 1...3, using: &random)
      let metrics = (0..<20).map { _ in Double(Int.random(in: 0...9, using: &random)) }
      let policy = try CheckpointPolicy(
        keepCheckpointMax: keep, best: CheckpointPolicy.Best(count: count, mode: .lowest))
      for length in 1...metrics.count {
        let past = metrics.prefix(length)
        let best = past.indices.sorted { (past[$0], $0) < (past[$1], $1) }.prefix(count)
        let wanted = past.indices.filter { $0 >= length - keep || best.contains($0) }
        #expect(try play(policy, metrics: Array(past)) == wanted.map { "m-1_\($0 + 1).ckpt" })
      }
    }
  }

  @Test func `a best one that minutes would have taken goes when it is no longer among the best`()
    throws
  {
    let policy = try CheckpointPolicy(
      keepCheckpointMax: 0, keepCheckpointPerNMinutes: 1,
      best: CheckpointPolicy.Best(count: 1, mode: .lowest))
    // The first of the minute stays by the rule, the second for its metric until the fourth.
    #expect(try play(policy, metrics: [9, 2, 5]) == ["m-1_1.ckpt", "m-1_2.ckpt", "m-1_3.ckpt"])
    let later = try play(policy, metrics: [9, 2, 5, 1, 7])
    #expect(later == ["m-1_1.ckpt", "m-1_4.ckpt", "m-1_5.ckpt"])
  }

  @Test func `a throttled training saves at once and then once in its time`() throws {
    let policy = try CheckpointPolicy.throttled(seconds: 10)
    let names = try play(policy, metrics: Array(repeating: nil, count: 25), every: 1)
    #expect(names == ["m-1_1.ckpt", "m-1_11.ckpt", "m-1_21.ckpt"])
  }

  @Test func `the time of a throttled training begins when its file is complete`() throws {
    var schedule = CheckpointSchedule(
      try .throttled(seconds: 10), naming: try CheckpointNaming(), startingAt: .zero)
    func isDue(_ step: Int, _ seconds: Int) -> Bool {
      schedule.decide(CheckpointEvent(epoch: 1, step: step), at: .seconds(seconds), existing: [])
        != nil
    }
    #expect(isDue(1, 0))
    schedule.complete(at: .seconds(5))
    #expect(!isDue(2, 14))
    #expect(isDue(3, 15))
  }

  @Test func `names with times are Julia's, and two of one time differ`() throws {
    let naming = try CheckpointNaming(.time, prefix: "model", suffix: ".bson")
    var schedule = CheckpointSchedule(
      try CheckpointPolicy(keepCheckpointMax: 9), naming: naming, startingAt: .zero)
    var names: [String] = []
    for (step, milliseconds) in [
      1_520_501_642_951, 1_520_501_642_951, 1_520_501_642_500,
      1_520_501_643_000,
    ].enumerated() {
      let decision = schedule.decide(
        CheckpointEvent(epoch: 1, step: step + 1), at: .milliseconds(milliseconds),
        existing: names.map { StoredCheckpoint(name: $0, modified: .zero) })
      names.append(try #require(decision).name)
    }
    #expect(
      names == [
        "model-2018-03-08T09:34:02.951.bson", "model-2018-03-08T09:34:02.951_1.bson",
        "model-2018-03-08T09:34:02.5.bson", "model-2018-03-08T09:34:03.bson",
      ])
  }

  @Test func `numbers that make no policy are refused`() throws {
    #expect(
      thrownDiagnostic { try CheckpointPolicy.throttled(seconds: 0) }?.code
        == .checkpointPolicyInvalid)
    #expect(
      thrownDiagnostic { try CheckpointPolicy(.steps(-1), keeping: .all) }?.code
        == .checkpointPolicyInvalid)
    #expect(
      thrownDiagnostic {
        try CheckpointPolicy(best: CheckpointPolicy.Best(count: 0, mode: .lowest))
      }?.code == .checkpointPolicyInvalid)
  }

  @Test func `the largest numbers do no harm`() throws {
    for policy in [
      try CheckpointPolicy(saveCheckpointSteps: .max, keepCheckpointMax: .max),
      try CheckpointPolicy(
        saveCheckpointSteps: 0, saveCheckpointSeconds: .max, keepCheckpointMax: 0,
        keepCheckpointPerNMinutes: .max),
    ] {
      var schedule = CheckpointSchedule(
        policy, naming: try CheckpointNaming(), startingAt: .zero)
      for step in [Int.min, -1, 1, Int.max] {
        _ = schedule.decide(
          CheckpointEvent(epoch: .max, step: step, stepsPerEpoch: .max, isLast: true),
          at: .seconds(step == 1 ? Int.max : 1), existing: [])
      }
    }
  }
}
