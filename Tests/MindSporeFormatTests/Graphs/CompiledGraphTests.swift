import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import ProtobufWire
import TestSupport
import Testing

@testable import MindSporeFormat

@Suite struct CompiledGraphTests {
  private let folder: TemporaryFolder
  private let diagnostics = DiagnosticCollector()

  init() throws { folder = try TemporaryFolder() }

  /// A training step of a dense layer, with a loss, a gradient and an optimizer.
  private func step(loss: String, backbone: String = "_backbone-Net") throws -> any ImportedFile {
    var graph = ProtobufWriter()
    func parameter(_ name: String, _ sizes: [Int]) {
      var shape = ProtobufWriter()
      for size in sizes {
        var dimension = ProtobufWriter()
        dimension.add(size, field: 1)
        shape.add(dimension, field: 1)
      }
      var tensor = ProtobufWriter()
      tensor.add(11, field: 1)
      tensor.add(shape, field: 2)
      var type = ProtobufWriter()
      type.add(14, field: 1)
      type.add(tensor, field: 2)
      var message = ProtobufWriter()
      message.add(name, field: 1)
      message.add(type, field: 2)
      graph.add(message, field: 3)
    }
    func node(_ name: String, _ opType: String, _ inputs: [String], _ scope: String) {
      var message = ProtobufWriter()
      for input in inputs {
        var edge = ProtobufWriter()
        edge.add(input, field: 1)
        edge.add(0, field: 2)
        message.add(edge, field: 1)
      }
      message.add(name, field: 2)
      message.add(opType, field: 3)
      message.add(scope, field: 4)
      graph.add(message, field: 1)
    }
    let inside = "Default/network-WithLossCell/\(backbone)"
    parameter("inputs0", [4, 3])
    parameter("inputs1", [4, 2])
    parameter("fc.weight", [2, 3])
    parameter("moments.fc.weight", [2, 3])
    parameter("learning_rate", [])
    node("1", "Load", ["fc.weight", "cst1"], inside)
    node("2", "MatMul", ["inputs0", "1", "cst2", "cst3"], "\(inside)/fc-Dense")
    node("3", "ReLU", ["2"], "\(inside)/relu-ReLU")
    node("4", loss, ["3", "inputs1"], "Default/network-WithLossCell/_loss_fn-Loss")
    node("5", "ReluGrad", ["4", "3"], "Gradients/\(inside)/relu-ReLU")
    node(
      "6", "ApplyMomentum", ["fc.weight", "moments.fc.weight", "5"], "Default/optimizer-Momentum")
    node("7", "Depend", ["4", "6"], "Default")
    for (key, type, field, value) in [("cst2", 1, 2, 0), ("cst3", 1, 2, 1)] {
      var constant = ProtobufWriter()
      constant.add(type, field: 1)
      constant.add(value, field: field)
      var named = ProtobufWriter()
      named.add(key, field: 1)
      named.add(constant, field: 2)
      graph.add(named, field: 5)
    }
    var text = ProtobufWriter()
    text.add("U", field: 7)
    var monad = ProtobufWriter()
    monad.add("cst1", field: 1)
    monad.add(text, field: 2)
    graph.add(monad, field: 5)
    var output = ProtobufWriter()
    output.add("7", field: 1)
    graph.add(output, field: 4)
    var model = ProtobufWriter()
    model.add(1, field: 1)
    model.add(graph, field: 4)
    var sink = MemorySink()
    try model.write(to: &sink)
    let source = try folder.sourceFile(sink.bytes, named: "net-graph.meta")
    #expect(CompiledGraphImporter().claim(source, prefix: try source.prefix(64)) == .structure)
    return try CompiledGraphImporter().open(source, diagnostics: diagnostics)
  }

  @Test func `the model is what feeds the loss`() throws {
    let file = try step(loss: "SomeLoss")
    #expect(try file.moduleTree(selection: nil)?.parameters.map(\.name) == ["fc.weight"])
    let weight = Weight(.float32, shape: [2, 3], bytes: [UInt8](repeating: 0, count: 24))
    let model = try #require(
      try file.makeModel(
        ModelRequest(), weights: [("fc.weight", weight)], diagnostics: diagnostics))
    #expect(model.graph.inputs.map { model.graph[$0].name } == ["inputs0"])
    #expect(model.graph[model.graph.outputs[0]].type.shape == [4, 2])
  }

  @Test func `a known loss tells the model's end where cells do not`() throws {
    let file = try step(loss: "SoftmaxCrossEntropyWithLogits", backbone: "net-Net")
    #expect(try file.moduleTree(selection: nil)?.parameters.map(\.name) == ["fc.weight"])
  }

  @Test func `a step without a known loss gives the reason`() throws {
    let file = try step(loss: "SomeLoss", backbone: "net-Net")
    #expect(
      thrownDiagnostic { try file.moduleTree(selection: nil) }?.code == .mindSporeNoInferenceGraph)
  }

  @Test func `the weights are asked for`() throws {
    let file = try step(loss: "SomeLoss")
    #expect(
      thrownDiagnostic { try file.makeModel(ModelRequest(), diagnostics: diagnostics) }?.code
        == .mindSporeValueMissing)
  }
}
