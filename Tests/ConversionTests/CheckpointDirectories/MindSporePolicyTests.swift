import ByteIO
import Diagnostics
import Foundation
import Recast
import TestSupport
import Testing

/// The policies against MindSpore itself: the same steps and times leave the same files.
@Suite struct MindSporePolicyTests {
  static let cases = PolicyFixture.committed?.cases ?? []

  @Test func `the fixture has configurations of every kind`() throws {
    let fixture = try #require(PolicyFixture.committed)
    #expect(fixture.cases.count >= 50)
    #expect(fixture.cases.reduce(0) { $0 + $1.events.count } > 1000)
  }

  @Test func `what MindSpore refuses is refused`() throws {
    let fixture = try #require(PolicyFixture.committed)
    for config in fixture.refused.configs {
      #expect(thrownDiagnostic { try config.policy() }?.code == .checkpointPolicyInvalid)
    }
    for prefix in fixture.refused.prefixes {
      #expect(
        thrownDiagnostic { try CheckpointNaming(prefix: prefix) }?.code == .checkpointPrefixInvalid)
    }
  }

  @Test(arguments: cases)
  func `the decisions alone leave the files that MindSpore leaves`(
    example: PolicyFixture.Case
  ) throws {
    var files: [String: Duration] = [:]
    for file in example.existing { files[file.name] = .simulated(file.time) }
    var schedules: [Int: CheckpointSchedule] = [:]
    var expected = files.keys.sorted()
    for event in example.events {
      let now = Duration.simulated(event.time)
      let training = event.training ?? 0
      var saved: String?
      switch event.event {
      case .begin:
        let naming = try example.naming(of: training)
        schedules[training] = CheckpointSchedule(
          try example.trainings[training].config.policy(),
          naming: example.named == nil ? naming.distinguished(from: files.keys.sorted()) : naming,
          startingAt: now)
      case .put: files[try #require(event.name)] = now
      case .drop: files[try #require(event.name)] = nil
      case .step, .end:
        let moment = CheckpointEvent(
          epoch: event.epoch ?? 0, step: event.step ?? 0, stepsPerEpoch: example.batchNum,
          isLast: event.event == .end, name: example.name(for: event))
        let decision = schedules[training]?.decide(
          moment, at: now,
          existing: files.sorted { $0.key < $1.key }.map {
            StoredCheckpoint(name: $0.key, modified: $0.value)
          })
        guard let decision else { break }
        for name in decision.removals { files[name] = nil }
        files[decision.name] = now + .simulated(example.saveSeconds)
        saved = decision.name
      case .exception:
        // Not the policy's to decide: the test of the folder has it.
        expected = event.files ?? expected
        continue
      }
      expected = event.files ?? expected
      let breakpoints = expected.filter { $0.hasSuffix("_breakpoint.ckpt") && files[$0] == nil }
      #expect(saved == event.saved, "\(event)")
      #expect(files.keys.sorted() == expected.filter { !breakpoints.contains($0) }, "\(event)")
    }
  }

  @Test(arguments: cases)
  func `a folder holds the files that MindSpore leaves, read-only`(
    example: PolicyFixture.Case
  ) throws {
    let temporary = try TemporaryFolder()
    let folder = Folder(temporary.path)
    for file in example.existing {
      try temporary.write([], to: file.name)
      try folder.seal(file.name, isReadOnly: false, modified: .simulated(file.time))
    }
    let clock = SimulatedClock(example.start)
    var directories: [Int: CheckpointDirectory] = [:]
    var expected = temporary.names
    var written: Set<String> = []
    for event in example.events {
      clock.set(event.time)
      let training = event.training ?? 0
      let write: (String) throws -> Void = { path in
        try Data(path.utf8).write(to: URL(fileURLWithPath: path))
        clock.advance(example.saveSeconds)
      }
      var saved: String?
      switch event.event {
      case .begin:
        directories[training] = try CheckpointDirectory(
          at: temporary.path, naming: example.naming(of: training),
          policy: example.trainings[training].config.policy(), stepsPerEpoch: example.batchNum,
          continues: example.named != nil, clock: clock.clock)
      case .put:
        let name = try #require(event.name)
        try temporary.write([], to: name)
        try folder.seal(name, isReadOnly: false, modified: .simulated(event.time))
      case .drop: try folder.remove(try #require(event.name))
      case .step, .end:
        saved = try directories[training]?.save(
          epoch: event.epoch ?? 0, step: event.step ?? 0, isLast: event.event == .end,
          name: example.name(for: event), write: write)?.name
      case .exception:
        guard example.trainings[training].config.savesFailures else { break }
        saved = try directories[training]?.saveBreakpoint(
          epoch: event.epoch ?? 0, stepInEpoch: event.stepInEpoch ?? 0, write: write
        ).name
      }
      if let saved { written.insert(saved) }
      expected = event.files ?? expected
      #expect(saved == event.saved, "\(event)")
      #expect(temporary.names.filter { $0 != "recast-checkpoints.json" } == expected, "\(event)")
    }
    for member in try folder.members() where written.contains(member.name) {
      #expect(!member.isWritable)
    }
  }
}
