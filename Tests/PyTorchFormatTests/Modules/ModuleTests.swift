import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import Testing

@testable import PyTorchFormat

@Suite struct ModuleTests {
  private static let linear = PickledValue.module(
    "torch.nn.modules.linear", "Linear",
    parameters: [
      ("weight", .tensor(.storage("0", count: 4), shape: [2, 2])), ("bias", .none),
    ], others: [("in_features", .integer(2)), ("out_features", .integer(2))])
  private static let storages: [(String, [Float])] = [("0", [1, 2, 3, 4])]

  private static func sequential(_ children: [(String, PickledValue)]) -> PickledValue {
    .module("torch.nn.modules.container", "Sequential", children: children)
  }

  private func file(_ object: PickledValue) throws -> ImportedBytes {
    try ImportedBytes(object, storages: Self.storages)
  }

  @Test func `a sequence of layers is a tree that says how it computes`() throws {
    let relu = PickledValue.module("torch.nn.modules.activation", "ReLU")
    let tree = try #require(
      try file(Self.sequential([("fc", Self.linear), ("1", relu)])).file.moduleTree(selection: nil))
    #expect(tree.forward == .sequential)
    #expect(tree.children.map(\.kind) == ["Linear", "ReLU"])
    #expect(tree.children[0].text == "Linear(in_features=2, out_features=2, bias=False)")
    #expect(tree.children[0].parameters.map(\.name) == ["weight"])
    #expect(tree.children.map(\.forward) == [.layer, .layer])
  }

  @Test func `a sequence of layers is a model`() throws {
    let model = try file(Self.sequential([("fc", Self.linear)])).file.makeModel(
      ModelRequest(), diagnostics: DiagnosticCollector())
    #expect(model.graph.outputs.count == 1)
  }

  @Test func `a class of the user's own is a tree without a forward pass`() throws {
    let net = PickledValue.module("__main__", "Net", children: [("fc", Self.linear)])
    let file = try file(net)
    let tree = try #require(try file.file.moduleTree(selection: nil))
    #expect(tree.kind == "__main__.Net")
    #expect(tree.forward == .unknown)
    #expect(throws: DiagnosticList.self) {
      try file.file.makeModel(ModelRequest(), diagnostics: DiagnosticCollector())
    }
  }

  @Test func `a class that is only called like a layer is none`() throws {
    let fake = PickledValue.module("my.layers", "Linear")
    let net = Self.sequential([("0", fake), ("1", Self.linear)])
    let tree = try #require(try file(net).file.moduleTree(selection: nil))
    #expect(tree.children.map(\.forward) == [.unknown, .layer])
  }

  @Test func `names of tensors are those of the state dict`() throws {
    let net = PickledValue.module("__main__", "Net", children: [("fc", Self.linear)])
    let file = try file(.named([("epoch", .integer(1)), ("model", net)]))
    #expect(try file.names == ["model.fc.weight"])
    #expect(try file.checkpoint().entries.map(\.name) == ["fc.weight"])
  }

  @Test func `DataParallel is the module inside`() throws {
    let wrapper = PickledValue.module(
      "torch.nn.parallel.data_parallel", "DataParallel",
      children: [("module", Self.sequential([("fc", Self.linear)]))])
    let file = try file(wrapper)
    #expect(try file.file.moduleTree(selection: nil)?.kind == "Sequential")
    #expect(try file.checkpoint().entries.map(\.name) == ["fc.weight"])
  }

  @Test func `buffers that a state dict leaves out are left out`() throws {
    let names = PickledValue.call(
      .global("__builtin__", "set"), [.list([.text("mask")])])
    let net = PickledValue.module(
      "__main__", "Net",
      buffers: [("mask", .vector("0", count: 4)), ("scale", .vector("0", count: 4))],
      others: [("_non_persistent_buffers_set", names)])
    let file = try file(net)
    #expect(try file.checkpoint().entries.map(\.name) == ["scale"])
    #expect(try file.names == ["mask", "scale"])
  }

  @Test func `a hook makes what a layer computes unknown`() throws {
    let hook = PickledValue.object(
      .global("torch.nn.utils.weight_norm", "WeightNorm"), state: .named([("dim", .integer(0))]))
    let layer = PickledValue.module(
      "torch.nn.modules.linear", "Linear", parameters: [("weight_v", .vector("0", count: 4))],
      others: [
        ("in_features", .integer(2)), ("out_features", .integer(2)),
        ("_forward_pre_hooks", .dictionary([(.integer(0), hook)])),
      ])
    let tree = try #require(try file(layer).file.moduleTree(selection: nil))
    #expect(tree.forward == .unknown)
    #expect(tree.text.hasSuffix("with weight_norm"))
  }
}
