import Checkpoints
import ConversionKit
import Diagnostics
import Testing

@testable import PyTorchFormat

@Suite struct CheckpointTests {
  private static let state = PickledValue.named([
    ("fc.weight", .tensor(.storage("0", count: 4), shape: [2, 2])),
    ("fc.bias", .vector("1", count: 2)),
  ])
  private static let storages: [(String, [Float])] = [("0", [1, 2, 3, 4]), ("1", [5, 6])]

  private func file(_ object: PickledValue) throws -> ImportedBytes {
    try ImportedBytes(object, storages: Self.storages)
  }

  @Test func `a bare state dict is the checkpoint`() throws {
    let file = try file(Self.state)
    let checkpoint = try file.checkpoint()
    #expect(checkpoint.framework == .pytorch)
    #expect(checkpoint.selection.isEmpty)
    #expect(checkpoint.entries.map(\.name) == ["fc.weight", "fc.bias"])
    #expect(file.file.summary.entries.map(\.text) == ["2 tensors, 6 parameters"])
  }

  @Test(arguments: ["state_dict", "model_state_dict", "model", "net", "weights"])
  func `the usual keys are opened`(key: String) throws {
    let checkpoint = try file(.named([("epoch", .integer(7)), (key, Self.state)])).checkpoint()
    #expect(checkpoint.selection == key)
    #expect(checkpoint.entries.map(\.name) == ["fc.weight", "fc.bias"])
    #expect(checkpoint.metadata["epoch"] == .integer(7))
  }

  @Test func `averaged weights are an alternative that is taken when asked for`() throws {
    let file = try file(.named([("ema", Self.state), ("state_dict", Self.state)]))
    #expect(try file.checkpoint().selection == "state_dict")
    #expect(try file.checkpoint().alternatives == ["ema"])
    #expect(try file.checkpoint("ema").selection == "ema")
  }

  @Test func `a path without weights is refused with those that have some`() throws {
    let file = try file(.named([("model", Self.state)]))
    let refusal = #expect(throws: Diagnostic.self) { try file.checkpoint("nothing") }
    #expect(refusal?.code == .torchPathNotFound)
    #expect(refusal?.message.contains("model") == true)
  }

  @Test func `names lose what DataParallel puts before them`() throws {
    let file = try file(
      .named([
        ("module.fc.weight", .tensor(.storage("0", count: 4), shape: [2, 2])),
        ("module.fc.bias", .vector("1", count: 2)),
      ]))
    #expect(try file.checkpoint().entries.map(\.name) == ["fc.weight", "fc.bias"])
    #expect(file.notes.diagnostics.map(\.code) == [.torchWrapperNames])
  }

  @Test func `an optimizer is recognised and kept apart`() throws {
    let group = PickledValue.named([
      ("lr", .integer(1)), ("betas", .tuple([.integer(0), .integer(1)])),
      ("amsgrad", .boolean(false)), ("decoupled_weight_decay", .boolean(false)),
      ("params", .list([.integer(0), .integer(1)])),
    ])
    let optimizer = PickledValue.named([
      (
        "state",
        .dictionary([(.integer(0), .named([("exp_avg", .vector("1", count: 2))]))])
      ), ("param_groups", .list([group])),
    ])
    let file = try file(.named([("model", Self.state), ("optimizer", optimizer)]))
    let entry = try #require(file.file.summary.entries.last)
    #expect(entry.kind == .optimizer)
    #expect(entry.text == "Adam, 2 parameters, lr 1.0")
    #expect(try file.checkpoint().optimizerEntries == ["optimizer.state.0.exp_avg"])
  }

  @Test func `Lightning's settings are found directly and in their group`() throws {
    let file = try file(
      .named([
        ("state_dict", Self.state),
        ("hyper_parameters", .named([("hidden", .integer(16)), ("act", .text("relu"))])),
      ]))
    let metadata = try file.checkpoint().metadata
    #expect(metadata["hidden"] == .integer(16))
    #expect(
      metadata["hyper_parameters"]
        == .mapping(["hidden": .integer(16), "act": .text("relu")]))
  }

  @Test func `settings of a Namespace count like those of a dictionary`() throws {
    let arguments = PickledValue.object(
      .global("argparse", "Namespace"),
      state: .named([("layers", .list([.integer(5), .integer(3)]))]))
    let metadata = try file(.named([("model", Self.state), ("args", arguments)])).checkpoint()
      .metadata
    #expect(metadata["layers"] == .list([.integer(5), .integer(3)]))
  }

  @Test func `a list of names and tensors is a state dict`() throws {
    let file = try file(
      .list([
        .tuple([.text("fc.weight"), .tensor(.storage("0", count: 4), shape: [2, 2])]),
        .tuple([.text("fc.bias"), .vector("1", count: 2)]),
      ]))
    #expect(try file.checkpoint().entries.map(\.name) == ["fc.weight", "fc.bias"])
  }

  @Test func `what is no tensor among weights is remarked on`() throws {
    let file = try file(
      .named([
        ("fc.weight", .vector("0", count: 4)), ("fc.bias", .vector("1", count: 2)),
        ("head._extra_state", .text("v1")),
      ]))
    #expect(
      try file.checkpoint().remarks == [Checkpoint.Remark(name: "head._extra_state", text: "v1")])
  }

  @Test func `keys that spell one path twice are two tensors`() throws {
    let file = try file(
      .named([
        ("a.b", .vector("0", count: 4)), ("a", .named([("b", .vector("1", count: 2))])),
      ]))
    #expect(try file.names == ["a.b", "a.b (2)"])
  }
}
