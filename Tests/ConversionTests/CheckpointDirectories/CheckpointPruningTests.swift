import ByteIO
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Recast

@Suite struct CheckpointPruningTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  /// Copies a model to names, ten minutes apart.
  private func fill(_ names: [String]) throws {
    let sample = PackageFolder.path(of: "Samples/flux/seed.bson")
    let folder = Folder(temporary.path)
    for (index, name) in names.enumerated() {
      try FileManager.default.copyItem(atPath: sample, toPath: temporary.path(of: name))
      try folder.seal(name, isReadOnly: false, modified: .seconds(1_700_000_000 + index * 600))
    }
  }

  private func listing() throws -> CheckpointListing {
    try CheckpointListing(of: temporary.path, diagnostics: DiagnosticCollector())
  }

  private func kept(_ rules: CheckpointPruning) throws -> [String] {
    try rules.verdicts(on: try listing()).filter { $0.fate != .removed }.map(\.entry.name)
  }

  @Test func `the last ones by number stay, not by name`() throws {
    try fill((8...12).map { "m-1_\($0).bson" })
    #expect(try kept(CheckpointPruning(keepLast: 2)) == ["m-1_11.bson", "m-1_12.bson"])
    #expect(try kept(CheckpointPruning(keepLast: 0)) == ["m-1_12.bson"])
  }

  @Test func `one for each time stays, however often it is asked`() throws {
    try fill((1...7).map { "m-1_\($0).bson" })
    let rules = try CheckpointPruning(keepEvery: .seconds(1500))
    let wanted = ["m-1_1.bson", "m-1_4.bson", "m-1_7.bson"]
    #expect(try kept(rules) == wanted)
    let verdicts = try rules.verdicts(on: try listing())
    _ = CheckpointPruning.carryOut(
      verdicts, in: temporary.path, diagnostics: DiagnosticCollector())
    #expect(temporary.names == wanted)
    #expect(try kept(rules) == wanted)
  }

  @Test func `every series is pruned by itself, and what is of none is left alone`() throws {
    try fill(["a-1_1.bson", "a-1_2.bson", "b-1_1.bson", "b-1_2.bson", "best.bson", "resnet50.bson"])
    try temporary.write(Array("cut off".utf8), to: "a-1_3.bson")
    try temporary.write(Array("text".utf8), to: "notes.txt")
    try temporary.write(Array("text".utf8), to: "step_1.json")
    let names = try kept(CheckpointPruning(keepLast: 1))
    #expect(names == ["a-1_2.bson", "a-1_3.bson", "b-1_2.bson", "best.bson", "resnet50.bson"])
    #expect(try listing().otherFileCount == 2)
  }

  @Test func `the best stay, by the metric in the names`() throws {
    try fill([
      "epoch=1-val_loss=0.5.bson", "epoch=2-val_loss=0.2.bson", "epoch=3-val_loss=0.4.bson",
      "epoch=4-val_loss=0.9.bson",
    ])
    let names = try kept(CheckpointPruning(keepBest: 2))
    #expect(names.map { $0.prefix(7) } == ["epoch=2", "epoch=3", "epoch=4"])
    #expect(
      try kept(CheckpointPruning(keepBest: 1, mode: .highest)).map { $0.prefix(7) } == ["epoch=4"])
  }

  @Test func `a metric whose better end is unknown is asked about`() throws {
    try fill(["epoch=1-reach=3.bson", "epoch=2-reach=4.bson"])
    let asked = thrownDiagnostic { try self.kept(CheckpointPruning(keepBest: 1)) }
    #expect(asked?.code == .checkpointPolicyInvalid)
    #expect(thrownDiagnostic { try CheckpointPruning() }?.code == .checkpointPolicyInvalid)
  }

  @Test func `a set without all its files is broken and left alone`() throws {
    for step in 1...2 {
      let name = "m-1_\(step)-00001-of-00002.safetensors"
      try temporary.write([0], to: name)
      try temporary.write(
        Array(#"{"weight_map": {"a": "\#(name)", "b": "gone-00002-of-00002.safetensors"}}"#.utf8),
        to: "m-1_\(step).safetensors.index.json")
    }
    try temporary.write([0], to: "m-1_9-00001-of-00002.safetensors")
    let listing = try listing()
    #expect(listing.entries.count == 3)
    #expect(listing.entries.allSatisfy { !$0.isWhole })
    let verdicts = try CheckpointPruning(keepLast: 1).verdicts(on: listing)
    #expect(verdicts.allSatisfy { $0.fate == .leftAlone })
  }

  @Test func `a file that changed since it was looked at stays`() throws {
    try fill(["m-1_1.bson", "m-1_2.bson"])
    let verdicts = try CheckpointPruning(keepLast: 1).verdicts(on: try listing())
    try temporary.write(Array("another".utf8), to: "m-1_1.bson")
    let done = CheckpointPruning.carryOut(
      verdicts, in: temporary.path, diagnostics: DiagnosticCollector())
    #expect(done.map(\.fate) == [.leftAlone, .kept])
    #expect(temporary.names == ["m-1_1.bson", "m-1_2.bson"])
  }

  @Test func `what was recorded is listed`() throws {
    let directory = try CheckpointDirectory(
      at: temporary.path, naming: CheckpointNaming(prefix: "m", suffix: ".bson"),
      policy: CheckpointPolicy(best: CheckpointPolicy.Best(mode: .highest)), stepsPerEpoch: 5)
    let sample = PackageFolder.path(of: "Samples/flux/seed.bson")
    try directory.save(epoch: 3, step: 12, metric: CheckpointMetric("reach", 7)) {
      try FileManager.default.copyItem(atPath: sample, toPath: $0)
    }
    let entry = try #require(try listing().entries.first)
    #expect(entry.epoch == 3)
    #expect(entry.step == 12)
    #expect(entry.metric == CheckpointMetric("reach", 7))
    #expect(entry.metricMode == .highest)
    #expect(entry.condition == .whole(tensorCount: 4))
    #expect(try listing().otherFileCount == 0)
  }
}
