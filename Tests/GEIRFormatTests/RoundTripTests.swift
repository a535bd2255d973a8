import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import GEIRFormat

@Suite struct RoundTripTests {
  private func export(
    _ model: Model, to path: String, _ options: ExportOptions = ExportOptions()
  ) throws -> ExportSummary {
    try GEIRExporter().export(
      model, to: path, options: options, diagnostics: DiagnosticCollector())
  }

  private func read(_ path: String) throws -> any ImportedFile {
    try GEIRImporter().open(SourceFile(path: path), diagnostics: DiagnosticCollector())
  }

  @Test func `what is written is recognised and comes back as the same graph`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "model.air")
    let original = try GEModelSample.network()
    let summary = try export(original, to: path)
    #expect(summary.inputs.map(\.name) == ["x"])
    let source = try SourceFile(path: path)
    #expect(GEIRImporter().claim(source, prefix: try source.prefix(64)) == .structure)
    let model = try read(path).makeModel(ModelRequest(), diagnostics: DiagnosticCollector())
    #expect(model.name == "network")
    #expect(model.graph.inputs.map { model.graph[$0].name } == ["x"])
    #expect(
      model.graph.inputs.map { model.graph[$0].type }
        == original.graph.inputs.map { original.graph[$0].type })
    #expect(model.graph.outputs.map { model.graph[$0].name } == ["y"])
    #expect(
      model.graph.nodes.map(\.name) == [
        "conv", "act/Sigmoid", "act", "pool", "flat", "dense", "softmax",
      ])
    for (name, weight) in [("conv.weight", 0), ("dense.weight", 2)] {
      let shape = weight == 0 ? [2, 1, 3, 3] : [32, 3]
      let tensor = try #require(try read(path).tensors().first { $0.name == name })
      #expect(try tensor.weight.bytes() == GEModelSample.weight(shape, from: weight).bytes())
    }
    let again = folder.path(of: "again.air")
    _ = try export(model, to: again)
    #expect(try folder.bytes(of: "again.air") == folder.bytes(of: "model.air"))
  }

  @Test func `constants outside have a file each and come back`() throws {
    let folder = try TemporaryFolder()
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.float32, [2, 64]))
    let weight = GEModelSample.weight([64, 8], from: 0)
    let product = try builder.add(Linear(), x, builder.addWeight(weight, named: "w"))
    try builder.addOutput(product, named: "y")
    let model = Model(graph: builder.graph, name: "m")
    let path = folder.path(of: "m.air")
    let summary = try export(model, to: path, ExportOptions(externalData: .always))
    #expect(summary.files.map(\.path) == ["\(path).0.weight", path])
    #expect(try folder.bytes(of: "m.air.0.weight") == weight.bytes())
    let tensors = try read(path).tensors()
    #expect(tensors.map(\.name) == ["w"])
    #expect(try tensors[0].weight.bytes() == weight.bytes())
    try folder.write([0, 1], to: "m.air.0.weight")
    #expect(thrownDiagnostic { try read(path) }?.code == .geirExternalData)
  }

  @Test func `the largest constants go outside until the rest fits`() throws {
    var builder = GraphBuilder()
    var value = builder.addInput(named: "x", TensorType(.float32, [2, 32]))
    for (index, size) in [32, 64, 48].enumerated() {
      let from = builder.shape(of: value)[1].size ?? 0
      let weight = GEModelSample.weight([from, size], from: index)
      value = try builder.add(
        Linear(), value, builder.addWeight(weight, named: "w\(index)"), named: "dense\(index)")
    }
    try builder.addOutput(value, named: "y")
    var model = try GEModelSample.lowered(Model(graph: builder.graph, name: "m"))
    let whole = model.message().byteCount
    let external = GEExternalConstants(
      movingFrom: &model, until: whole - 13_000, fileName: "m.air")
    #expect(external.files.map(\.name) == ["m.air.0.weight", "m.air.1.weight"])
    #expect(external.files.map(\.weight.byteCount) == [8192, 12288])
    #expect(model.message().byteCount <= whole - 13_000)
  }

  @Test func `matrices that are stored outputs first are written as they are`() throws {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.float32, [.symbol("batch"), 3, 4]))
    let stored = GEModelSample.weight([5, 4], from: 0)
    let weight = builder.addWeight(stored.transposed(by: [1, 0]), named: "w")
    try builder.addOutput(try builder.add(Linear(), x, weight, named: "dense"), named: "y")
    let model = try GEModelSample.lowered(Model(graph: builder.graph, name: "m"))
    let product = try #require(model.graphs[0].operators.first { $0.type == "MatMulV2" })
    #expect(product.attributes["transpose_x2"] == .flag(true))
    let constant = try #require(model.graphs[0].operators.first { $0.name == "w_const" })
    #expect(try constant.constantWeight?.bytes() == stored.bytes())
    let back = try model.translated(file: "m")
    let again = try GEModelSample.lowered(back)
    #expect(try GEModelSample.bytes(of: again) == GEModelSample.bytes(of: model))
  }

  @Test func `the model inside of a compiled one is found by both kinds of table`() throws {
    let folder = try TemporaryFolder()
    let message = try GEModelSample.bytes(
      of: GEModelSample.lowered(GEModelSample.network()))
    let header = Array("IMOD".utf8) + [UInt8](repeating: 0, count: 252)
    var narrow = header
    for number in [2, 1, 0, 4, 0, 4, message.count] { narrow.appendLittleEndian(UInt32(number)) }
    try folder.write(narrow + [9, 9, 9, 9] + message, to: "narrow.om")
    var wide = header
    for number in [1, 0, 0, 0] { wide.appendLittleEndian(UInt32(number)) }
    for number in [0, message.count] { wide.appendLittleEndian(UInt64(number)) }
    try folder.write(wide + message, to: "wide.om")
    for name in ["narrow.om", "wide.om"] {
      let file = try read(folder.path(of: name))
      #expect(try file.tensors().map(\.name).contains("conv.weight"))
      #expect(file.summary.facts.first?.value == "compiled model (OM)")
    }
    try folder.write(header + [1, 0, 0, 0], to: "short.om")
    #expect(thrownDiagnostic { try read(folder.path(of: "short.om")) }?.code == .geirMalformed)
  }

  @Test func `damaged files are refused and never trap`() throws {
    let folder = try TemporaryFolder()
    let bytes = try GEModelSample.bytes(of: GEModelSample.lowered(GEModelSample.network()))
    var generator = SeededGenerator(seed: 7)
    for round in 0..<300 {
      var damaged = bytes
      if round % 3 == 0 {
        damaged.removeLast(Int.random(in: 1..<bytes.count, using: &generator))
      } else {
        for _ in 0..<(round % 7 + 1) {
          let place = Int.random(in: 0..<damaged.count, using: &generator)
          damaged[place] = UInt8.random(in: 0...255, using: &generator)
        }
      }
      let source = try folder.sourceFile(damaged, named: "damaged.air")
      _ = try? GEIRImporter().check(source, release: nil)
      let file = try? GEIRImporter().open(source, diagnostics: DiagnosticCollector())
      _ = try? file?.makeModel(ModelRequest(), diagnostics: DiagnosticCollector())
    }
  }

  @Test func `a release that is not known and an operator that it lacks are named`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "m.air")
    let model = try GEModelSample.network()
    #expect(
      thrownDiagnostic { try export(model, to: path, ExportOptions(cannRelease: "9.9")) }?.code
        == .geirUnknownRelease)
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.float32, [5, 2, 3]))
    let lstm = try builder.addNode(
      LSTM(hiddenSize: 4),
      [
        x, builder.addWeight(GEModelSample.weight([1, 16, 3], from: 0), named: "w"),
        builder.addWeight(GEModelSample.weight([1, 16, 4], from: 0), named: "r"),
      ])
    try builder.addOutput(lstm[0], named: "y")
    let recurrent = Model(graph: builder.graph, name: "m")
    do {
      _ = try export(recurrent, to: path, ExportOptions(cannRelease: "0.6"))
      Issue.record("it was written")
    } catch let error as DiagnosticList {
      #expect(error.diagnostics.map(\.code) == [.geirNeedsRelease])
    }
    let collector = DiagnosticCollector()
    _ = try GEIRExporter().export(
      recurrent, to: path, options: ExportOptions(), diagnostics: collector)
    #expect(collector.diagnostics.map(\.code) == [.geirTarget])
  }
}
