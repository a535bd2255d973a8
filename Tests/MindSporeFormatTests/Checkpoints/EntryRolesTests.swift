import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import MindSporeFormat
import ModelIR
import TestSupport
import Testing

@Suite struct EntryRolesTests {
  private let folder: TemporaryFolder
  private let diagnostics = DiagnosticCollector()

  init() throws { folder = try TemporaryFolder() }

  private func open(_ sample: CheckpointSample) throws -> any ImportedFile {
    try MindSporeCheckpointImporter().open(
      try folder.sourceFile(sample.bytes, named: "a.ckpt"), diagnostics: diagnostics)
  }

  private func checkpoint(
    _ sample: CheckpointSample, selection: String? = nil
  ) throws -> Checkpoint {
    try open(sample).makeCheckpoint(selection: selection, diagnostics: diagnostics)
  }

  /// Numbers of one byte each.
  private func sample(_ names: [String], scalars: [String] = []) throws -> CheckpointSample {
    var sample = CheckpointSample()
    for name in names { try sample.add(name, [1], "UInt8", [1]) }
    for name in scalars { try sample.add(name, [], "UInt8", [1]) }
    return sample
  }

  @Test(arguments: [
    ["moments.a.weight"], ["moment1.a.weight", "moment2.a.weight"],
    ["adam_m.a.weight", "adam_v.a.weight"], ["accum.a.weight", "accum_update.a.weight"],
    ["accum.a.weight", "stat.a.weight"], ["moments.a.weight", "linear.a.weight"],
    ["mean_grad.a.weight", "mean_square.a.weight", "moment.a.weight"],
    ["prev.a.weight", "step_size.a.weight"], ["ax_.a.weight"], ["vhat.a.weight"],
    ["global_step", "learning_rate", "momentum", "beta1_power", "beta2_power"],
    ["accu_grads.a.weight"],
  ])
  func `what optimizers keep is told from the network`(_ state: [String]) throws {
    let found = try checkpoint(try sample(["a.weight"] + state))
    #expect(found.framework == .mindspore)
    #expect(found.entries.map(\.name) == ["a.weight"])
    #expect(found.optimizerEntries == state)
    #expect(found.alternatives == ["optimizer"])
    let chosen = try checkpoint(try sample(["a.weight"] + state), selection: "optimizer")
    #expect(chosen.entries.map(\.name) == state)
  }

  @Test func `a layer may have the name of a state`() throws {
    let names = ["linear.weight", "weight", "accum.bias", "stat.weight"]
    let found = try checkpoint(try sample(names))
    #expect(found.entries.map(\.name) == names)
    #expect(found.optimizerEntries == [])
    let averaged = try checkpoint(
      try sample(["weight", "bias"], scalars: ["mu_weight", "eta_bias"]))
    #expect(averaged.optimizerEntries == ["mu_weight", "eta_bias"])
  }

  @Test func `what was appended is metadata`() throws {
    var sample = try sample(["a.weight", "moments.a.weight"], scalars: ["lr"])
    try sample.add("epoch_num", [], "Int64", [7, 0, 0, 0, 0, 0, 0, 0])
    try sample.add("rate", [0], "Float32", [0, 0, 0, 63])
    try sample.add("flag", [], "Bool", [1])
    try sample.add("network", [0], "str", utf32("Leé5"))
    try sample.add("sizes", [2], "UInt8", [4, 5])
    try sample.add("ema.weight", [100], "UInt8", [UInt8](repeating: 0, count: 100))
    let found = try checkpoint(sample)
    #expect(found.entries.map(\.name) == ["a.weight", "ema.weight"])
    #expect(found.metadata["epoch_num"] == .integer(7))
    #expect(found.metadata["lr"] == .integer(1))
    #expect(found.metadata["rate"] == .number(0.5))
    #expect(found.metadata["flag"] == .boolean(true))
    #expect(found.metadata["network"] == .text("Leé5"))
    #expect(found.metadata["sizes"] == .list([.integer(4), .integer(5)]))
    let summary = try open(sample).summary
    #expect(summary.framework == "MindSpore")
    #expect(
      summary.entries.map(\.kind) == [.checkpoint, .optimizer] + Array(repeating: .value, count: 6))
    #expect(summary.entries.first { $0.path == "network" }?.text == "Leé5")
    // The tensors are listed all the same, a text is none.
    #expect(try open(sample).tensors().count == 8)
  }

  @Test func `numbers of the network itself stay`() throws {
    let found = try checkpoint(try sample(["w"], scalars: ["head.scale"]))
    #expect(found.entries.map(\.name) == ["w", "head.scale"])
    let alone = try checkpoint(try sample([], scalars: ["scale"]))
    #expect(alone.entries.map(\.name) == ["scale"])
  }

  @Test func `what a cache puts behind names is left out`() throws {
    let found = try checkpoint(
      try sample(["table.__param_key__12", ".__param_key__3", "a.__param_key__x"]))
    #expect(found.entries.map(\.name) == ["table", ".__param_key__3", "a.__param_key__x"])
  }

  @Test func `a part is selected by its path`() throws {
    let sample = try sample(["a.weight", "ab.weight", "a.bias", "moments.a.bias"])
    #expect(
      try checkpoint(sample, selection: "a").entries.map(\.name) == ["a.weight", "a.bias"])
    #expect(
      try checkpoint(sample, selection: "moments").entries.map(\.name) == ["moments.a.bias"])
    let error = thrownDiagnostic { _ = try checkpoint(sample, selection: "c") }
    #expect(error?.code.name == "mindspore.nothing-selected")
  }
}
