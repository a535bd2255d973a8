import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import FluxFormat
import ModelIR
import TestSupport
import Testing

@Suite struct ModelWritingTests {
  private let folder: WritingFolder

  init() throws { folder = try WritingFolder() }

  /// The model as Flux prints its layers.
  private func printed(_ file: any ImportedFile) throws -> [String] {
    let tree = try #require(try file.moduleTree(selection: nil))
    return tree.children.isEmpty ? [tree.text] : tree.children.map(\.text)
  }

  @Test func `a dense network becomes a chain with its activations inside`() throws {
    var model = WrittenModel()
    let tree = WrittenModel.sequence([
      model.layer(
        "Linear", at: "0", ["in_features": .integer(3), "out_features": .integer(2)],
        [("weight", [2, 3]), ("bias", [2])]),
      model.layer("ReLU", at: "1"),
      model.layer("Dropout", at: "2", ["p": .number(0.5)]),
      model.layer(
        "Linear", at: "3",
        ["in_features": .integer(2), "out_features": .integer(2), "bias": .boolean(false)],
        [("weight", [2, 2])]),
      model.layer("Identity", at: "4"),
      model.layer("Softmax", at: "5", ["dim": .integer(-1)]),
    ])
    let file = try folder.written(model.content(tree, metadata: ["epoch": .integer(7)]))
    #expect(
      try printed(file) == [
        "Dense(3 => 2, relu)", "Dropout(0.5)", "Dense(2 => 2; bias=false)", "softmax",
      ])
    let found = try file.makeCheckpoint(selection: nil, diagnostics: folder.diagnostics)
    #expect(
      found.entries.map(\.name) == ["layers[1].weight", "layers[1].bias", "layers[3].weight"])
    #expect(found.entries[0].weight.shape == [2, 3])
    #expect(try found.entries[0].weight.bytes() == model.weights[0].weight.bytes())
    #expect(found.metadata == ["epoch": .integer(7)])
  }

  @Test func `kernels are flipped and their sizes reversed`() throws {
    var model = WrittenModel()
    let tree = WrittenModel.sequence([
      model.layer(
        "Conv2d", at: "0",
        [
          "in_channels": .integer(2), "out_channels": .integer(3),
          "kernel_size": .list([.integer(3), .integer(2)]),
          "padding": .list([.integer(1), .integer(0)]),
        ], [("weight", [3, 2, 3, 2]), ("bias", [3])])
    ])
    let file = try folder.written(model.content(tree))
    #expect(try printed(file) == ["Conv((2, 3), 2 => 3, pad=(0, 0, 1, 1))"])
    let found = try file.makeCheckpoint(selection: nil, diagnostics: folder.diagnostics)
    let kernel = found.entries[0].weight
    #expect(kernel.shape == [2, 3, 2, 3])
    let expected = model.weights[0].weight.transposed(by: [3, 2, 1, 0]).flipped(along: [0, 1])
    #expect(try kernel.bytes() == expected.bytes())
  }

  @Test func `a residual forward pass becomes a skip connection`() throws {
    var model = WrittenModel()
    let first = model.layer(
      "Linear", at: "a", ["in_features": .integer(2), "out_features": .integer(2)],
      [("weight", [2, 2]), ("bias", [2])])
    let second = model.layer(
      "Linear", at: "b", ["in_features": .integer(2), "out_features": .integer(2)],
      [("weight", [2, 2]), ("bias", [2])])
    let tree = ModuleTree(
      path: "", kind: "Block", text: "", children: [first, second],
      forward: .steps(
        ForwardSteps(
          inputs: ["x"],
          steps: [
            ForwardStep(.child(0), inputs: ["x"], results: ["y"]),
            ForwardStep(.function("tanh"), inputs: ["y"], results: ["y"]),
            ForwardStep(.child(1), inputs: ["y"], results: ["y"]),
            ForwardStep(.function("add"), inputs: ["x", "y"], results: ["z"]),
            ForwardStep(.function("relu"), inputs: ["z"], results: ["z"]),
          ], results: ["z"])))
    let file = try folder.written(model.content(tree))
    let found = try #require(try file.moduleTree(selection: nil))
    #expect(found.children.count == 2)
    #expect(found.children[0].kind == "SkipConnection")
    #expect(
      found.children[0].children.first?.children.map(\.text) == [
        "Dense(2 => 2, tanh)", "Dense(2 => 2)",
      ])
  }

  @Test func `everything without an equal is named in one error`() throws {
    var model = WrittenModel()
    let tree = WrittenModel.sequence([
      model.layer("LocalResponseNorm", at: "0", ["size": .integer(2)]),
      model.layer("Tanh", at: "1"),
      model.layer("MaxPool2d", at: "2", ["kernel_size": .integer(2), "ceil_mode": .boolean(true)]),
      ModuleTree(path: "3", kind: "Own", text: "Own()"),
    ])
    let problems = folder.problems(model.content(tree))
    #expect(problems.map(\.path) == ["0", "2", "3"])
    #expect(problems.allSatisfy { $0.code == "flux.inexpressible" })
    #expect(problems.last?.message.hasSuffix("--form weights writes the weights alone") == true)
    #expect(folder.folder.names == [])
  }

  @Test func `a GRU whose recurrent bias has no place is refused`() throws {
    for isZero in [true, false] {
      var model = WrittenModel()
      let tree = model.layer(
        "GRU", at: "",
        ["input_size": .integer(2), "hidden_size": .integer(1), "batch_first": .boolean(true)],
        [("weight_ih_l0", [3, 2]), ("weight_hh_l0", [3, 1])])
      let zeros = try #require(Weight.array([0.5, 0.5, isZero ? 0 : 1], .float32))
      var content = model.content(tree)
      content.modules = .init(
        tree: tree,
        weights: model.weights + [("bias_ih_l0", zeros), ("bias_hh_l0", zeros)])
      #expect(folder.problems(content).map(\.code) == (isZero ? [] : ["flux.inexpressible"]))
    }
  }

  @Test func `tied weights are written once`() throws {
    var model = WrittenModel()
    let bytes = (0..<16_384).map { UInt8(truncatingIfNeeded: $0) }
    let source = try folder.folder.sourceFile(bytes, named: "in")
    let shared = try #require(Weight(.float32, shape: [64, 64], in: source.wholeRange))
    let settings: Hyperparameters = [
      "in_features": .integer(64), "out_features": .integer(64), "bias": .boolean(false),
    ]
    let tree = WrittenModel.sequence([
      model.layer("Linear", at: "0", settings), model.layer("Linear", at: "1", settings),
    ])
    let file = try folder.written(
      CheckpointContent(
        checkpoint: Checkpoint(entries: []),
        modules: .init(tree: tree, weights: [("0.weight", shared), ("1.weight", shared)])))
    #expect(try folder.folder.bytes(of: "a.bson").count < 2 * 16_384)
    let found = try file.makeCheckpoint(selection: nil, diagnostics: folder.diagnostics)
    #expect(found.entries.count == 2)
    #expect(try found.entries.allSatisfy { try $0.weight.bytes() == bytes })
  }
}
