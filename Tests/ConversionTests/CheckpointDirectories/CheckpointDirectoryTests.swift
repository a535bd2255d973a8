import ConversionKit
import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Recast

@Suite struct CheckpointDirectoryTests {
  private let temporary: TemporaryFolder
  private let clock = SimulatedClock()

  init() throws { temporary = try TemporaryFolder() }

  private func directory(
    keep: Int = 3, best: CheckpointPolicy.Best? = nil, suffix: String = ".ckpt",
    continues: Bool = false
  ) throws -> CheckpointDirectory {
    try CheckpointDirectory(
      at: temporary.path, naming: CheckpointNaming(prefix: "net", suffix: suffix),
      policy: CheckpointPolicy(keepCheckpointMax: keep, best: best), stepsPerEpoch: 10,
      continues: continues, clock: clock.clock)
  }

  private func write(_ text: String = "x") -> (String) throws -> Void {
    { path in try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
  }

  /// The names that are no state and not hidden.
  private var files: [String] {
    temporary.names.filter { $0 != "recast-checkpoints.json" && !$0.hasPrefix(".") }
  }

  @Test func `a save is a read-only file, described beside it`() throws {
    let directory = try directory()
    let saved = try directory.save(
      epoch: 2, step: 13, metric: CheckpointMetric("loss", 0.25), metadata: ["lr": .number(0.1)],
      write: write("weights"))
    let record = try #require(saved)
    #expect(record.name == "net-2_3.ckpt")
    #expect(try temporary.bytes(of: "net-2_3.ckpt") == Array("weights".utf8))
    #expect(temporary.names == ["net-2_3.ckpt", "recast-checkpoints.json"])
    let member = try #require(Folder(temporary.path).member(named: "net-2_3.ckpt"))
    #expect(!member.isWritable)
    #expect(member.modified == clock.now)
    let known = try #require(try directory.records().first)
    #expect(known == record)
    #expect(known.step == 13)
    #expect(known.metadata["lr"]?.number == 0.1)
  }

  @Test func `what is lost with the description is told by the names`() throws {
    let directory = try directory()
    try directory.save(
      epoch: 2, step: 13, metric: CheckpointMetric("loss", 0.25), write: write())
    for damaged in [nil, "", "{", "[]", #"{"format": "recast-checkpoints", "version": 9}"#] {
      if let damaged {
        try temporary.write(Array(damaged.utf8), to: "recast-checkpoints.json")
      } else {
        try Folder(temporary.path).remove("recast-checkpoints.json")
      }
      let diagnostics = DiagnosticCollector()
      let record = try #require(try directory.records(diagnostics: diagnostics).first)
      #expect(record.epoch == 2)
      #expect(record.stepInEpoch == 3)
      #expect(record.metric == nil)
      #expect(record.saved == clock.now)
      #expect(
        diagnostics.diagnostics.map(\.code) == (damaged == nil ? [] : [.checkpointStateUnreadable]))
    }
    clock.advance(1)
    try directory.save(epoch: 2, step: 14, write: write())
    #expect(try directory.records().map(\.name) == ["net-2_3.ckpt", "net-2_4.ckpt"])
  }

  @Test func `a write that fails leaves everything as it was and may be tried again`() throws {
    let directory = try directory(keep: 1)
    try directory.save(epoch: 1, step: 1, write: write("old"))
    clock.advance(1)
    #expect(throws: CocoaError.self) {
      try directory.save(epoch: 1, step: 2) { path in
        try Data("half".utf8).write(to: URL(fileURLWithPath: path))
        throw CocoaError(.fileWriteOutOfSpace)
      }
    }
    #expect(temporary.names == ["net-1_1.ckpt", "recast-checkpoints.json"])
    let nothing = thrownDiagnostic { try directory.save(epoch: 1, step: 2) { _ in } }
    #expect(nothing?.code == .checkpointNotWritten)
    #expect(temporary.names == ["net-1_1.ckpt", "recast-checkpoints.json"])
    #expect(try directory.save(epoch: 1, step: 2, write: write())?.name == "net-1_2.ckpt")
    #expect(files == ["net-1_2.ckpt"])
  }

  @Test func `wherever a save is cut off the folder holds whole checkpoints`() throws {
    let folder = Folder(temporary.path)
    try directory().save(epoch: 1, step: 1, write: write("first"))
    let before = files
    for cut in 0...3 {
      // A process that ends releases its locks and tidies nothing up.
      do {
        var transaction = try CheckpointTransaction(of: "net-1_9.safetensors", in: folder)
        let parts = ["net-1_9-00001-of-00002.safetensors", "net-1_9-00002-of-00002.safetensors"]
        let index = #"{"weight_map": {"a": "\#(parts[0])", "b": "\#(parts[1])"}}"#
        if cut >= 1 {
          for part in parts {
            try Data("part".utf8).write(
              to: URL(fileURLWithPath: transaction.staging.path(of: part)))
          }
        }
        if cut >= 2 {
          try Data(index.utf8).write(
            to: URL(fileURLWithPath: transaction.path + ".index.json"))
          try transaction.seal(isReadOnly: true, at: clock.now)
        }
        if cut >= 3 {
          let record = CheckpointRecord(
            name: "net-1_9.safetensors", files: transaction.files,
            byteCount: transaction.byteCount, saved: clock.now)
          try CheckpointStateFile.write([record], in: folder)
          // All but the file that names the others.
          for name in transaction.files.dropFirst() {
            try transaction.staging.move(name, to: folder)
          }
        }
        let count = transaction.files.count
        #expect(count == (cut >= 2 ? 3 : 0))
      }
      let listed = try FolderRecords(of: folder, diagnostics: DiagnosticCollector()).records
      #expect(listed.map(\.name) == ["net-1_1.ckpt"])
      // Who opens the folder next removes what is left.
      _ = try directory(continues: true)
      #expect(temporary.names.filter { $0 != "recast-checkpoints.json" } == before, "cut \(cut)")
    }
  }

  @Test func `a save that is under way is no rest`() throws {
    let folder = Folder(temporary.path)
    let transaction = try CheckpointTransaction(of: "net-1_1.ckpt", in: folder)
    try write()(transaction.path)
    _ = try directory()
    let staging = transaction.staging
    #expect(staging.member(named: "net-1_1.ckpt") != nil)
    transaction.tidy()
    #expect(temporary.names.isEmpty)
  }

  @Test func `threads save one after the other`() async throws {
    let directory = try directory(keep: 1000)
    await withTaskGroup(of: Void.self) { group in
      for step in 1...60 {
        group.addTask {
          _ = try? directory.save(
            epoch: 1, step: step * 1000 + step, metric: CheckpointMetric("loss", Double(step)),
            metadata: ["step": .integer(step)], isLast: true
          ) { path in
            try Data(String(repeating: "x", count: step).utf8).write(to: URL(fileURLWithPath: path))
          }
        }
      }
    }
    let records = try directory.records()
    #expect(records.allSatisfy { $0.metric?.value == Double($0.byteCount) })
    #expect(Set(records.map(\.name)).count == records.count)
    #expect(records.count == Set(files).count)
    #expect(temporary.names.allSatisfy { !$0.hasPrefix(".") })
  }

  @Test func `two of one folder do not lose each other's descriptions`() async throws {
    let first = try directory(keep: 1000)
    let second = try CheckpointDirectory(
      at: temporary.path, naming: CheckpointNaming(prefix: "other"),
      policy: CheckpointPolicy(keepCheckpointMax: 1000), clock: clock.clock)
    await withTaskGroup(of: Void.self) { group in
      for directory in [first, second] {
        group.addTask {
          for step in 1...20 {
            _ = try? directory.save(
              epoch: 1, step: step, metric: CheckpointMetric("loss", Double(step))
            ) { try Data("x".utf8).write(to: URL(fileURLWithPath: $0)) }
          }
        }
      }
    }
    #expect(try first.records().count == 30)
    #expect(try first.records().allSatisfy { $0.metric != nil })
  }

  @Test func `a second training gets names of its own, unless it goes on`() throws {
    try directory().save(epoch: 1, step: 1, write: write())
    #expect(try directory().naming.prefix == "net_1")
    #expect(try directory(continues: true).naming.prefix == "net")
  }

  @Test func `a set of files is saved and removed as one`() throws {
    let directory = try directory(keep: 1, suffix: ".safetensors")
    for step in 1...3 {
      clock.advance(1)
      try directory.save(epoch: 1, step: step) { path in
        let stem = path.dropLast(".safetensors".count)
        let name = stem.split(separator: "/").last ?? ""
        var map: [String] = []
        for part in ["00001-of-00002", "00002-of-00002"] {
          try Data("part".utf8).write(to: URL(fileURLWithPath: "\(stem)-\(part).safetensors"))
          map.append(#""t\#(part)": "\#(name)-\#(part).safetensors""#)
        }
        try Data(#"{"weight_map": {\#(map.joined(separator: ", "))}}"#.utf8).write(
          to: URL(fileURLWithPath: path + ".index.json"))
      }
      #expect(files.count == 3)
      #expect(files.allSatisfy { $0.hasPrefix("net-1_\(step)") })
    }
    #expect(try directory.records().map(\.files.count) == [3])
  }

  @Test func `the latest, the best and any step are loaded`() throws {
    let directory = try directory(
      keep: 2, best: CheckpointPolicy.Best(count: 1, mode: .lowest), suffix: ".bson")
    let sample = PackageFolder.path(of: "Samples/flux/seed.bson")
    for (index, loss) in [0.5, 0.1, 0.4, 0.6, 0.7].enumerated() {
      clock.advance(1)
      try directory.save(epoch: 1, step: index + 1, metric: CheckpointMetric("loss", loss)) {
        try FileManager.default.copyItem(atPath: sample, toPath: $0)
      }
    }
    #expect(files == ["net-1_2.bson", "net-1_4.bson", "net-1_5.bson"])
    let latest = try directory.load()
    #expect(latest.record.step == 5)
    #expect(latest.format.id == "flux-bson")
    #expect(latest.checkpoint.entries.count == 4)
    #expect(try directory.load(.best).record.step == 2)
    #expect(try directory.load(.step(4)).record.name == "net-1_4.bson")
    #expect(try directory.load(.epoch(1, step: 2)).record.metric?.value == 0.1)
    #expect(try directory.load(.bestBefore(step: 5)).record.step == 2)
    #expect(thrownDiagnostic { try directory.load(.step(3)) }?.code == .noSuchCheckpoint)
    #expect(try directory.hasWorsened(for: 2))
    #expect(try !directory.hasWorsened(for: 3))
  }

  @Test func `of a latest one that is broken the one before is loaded, with a word`() throws {
    let directory = try directory(suffix: ".bson")
    let sample = PackageFolder.path(of: "Samples/flux/seed.bson")
    try directory.save(epoch: 1, step: 1) {
      try FileManager.default.copyItem(atPath: sample, toPath: $0)
    }
    clock.advance(1)
    try directory.save(epoch: 1, step: 2, write: write("not a model"))
    let diagnostics = DiagnosticCollector()
    #expect(try directory.load(diagnostics: diagnostics).record.step == 1)
    #expect(diagnostics.diagnostics.map(\.code) == [.checkpointPassedOver])
    #expect(throws: Diagnostic.self) { try directory.load(.step(2)) }
  }

  @Test(arguments: [("pytorch", ".pth"), ("safetensors", ".safetensors")])
  func `a writer of checkpoints saves, with epoch and metric beside the weights`(
    format: String, suffix: String
  ) throws {
    let writer = try #require(
      FormatRegistry.standard.checkpointWriters.first { $0.format.id == format })
    let weights = try OpenedCheckpoint(
      at: PackageFolder.path(of: "Samples/torch/classifier.pth"), selection: nil, .standard,
      DiagnosticCollector()
    ).checkpoint
    let directory = try directory(keep: 1, suffix: suffix)
    for step in 1...2 {
      clock.advance(1)
      try directory.save(
        epoch: 1, step: step, metric: CheckpointMetric("loss", 0.5), with: writer
      ) { CheckpointContent(checkpoint: weights) }
    }
    #expect(files == ["net-1_2\(suffix)"])
    let loaded = try directory.load()
    #expect(loaded.format.id == format)
    #expect(Set(loaded.checkpoint.entries.map(\.name)) == Set(weights.entries.map(\.name)))
    #expect(loaded.record.metric == CheckpointMetric("loss", 0.5))
    if format == "pytorch" { #expect(loaded.checkpoint.metadata["step"]?.integer == 2) }
  }

  @Test func `names that leave the folder are refused`() throws {
    let directory = try directory()
    for name in ["../x", "a/b", "", "a\u{0}b"] {
      let refused = thrownDiagnostic {
        try directory.save(epoch: 1, step: 1, name: name, write: write())
      }
      #expect(refused?.code == .checkpointPrefixInvalid)
    }
    let foreign = #"""
      {"format": "recast-checkpoints", "version": 1, "checkpoints": [{"name": "gone.ckpt",
      "byte_count": 1, "saved_nanoseconds": 1, "files": ["../precious", "/etc/hostname"]}]}
      """#
    try temporary.write(Array(foreign.utf8), to: "recast-checkpoints.json")
    #expect(try directory.records().isEmpty)
  }
}
