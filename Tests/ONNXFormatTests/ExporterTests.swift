import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import ProtobufWire
import TestSupport
import Testing

@testable import ONNXFormat

@Suite struct ExporterTests {
  private let exporter = ONNXExporter(producerVersion: "1.2.3")

  private func export(
    _ model: Model, to path: String, _ options: ExportOptions = ExportOptions()
  ) throws -> (ExportSummary, [Diagnostic]) {
    let collector = DiagnosticCollector()
    let summary = try exporter.export(model, to: path, options: options, diagnostics: collector)
    return (summary, collector.diagnostics)
  }

  @Test func `one file holds the whole model and states where it comes from`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "model.onnx")
    let options = ExportOptions(
      provenance: Provenance(entries: [MetadataEntry("source_format", "test")]))
    let (summary, diagnostics) = try export(try StoredModel.model(in: folder), to: path, options)
    #expect(diagnostics.isEmpty)
    #expect(folder.names == ["model.onnx", "source"])
    let bytes = try folder.bytes(of: "model.onnx")
    #expect(summary.files == [.init(path: path, byteCount: bytes.count)])
    #expect(summary.opset == 17)
    #expect(summary.inputs.map(\.name) == ["x"])
    #expect(summary.checkedBy == nil)

    let file = try ParsedONNX(bytes)
    let stored = file.tensors.filter { !$0.name.hasPrefix("constant") }
    #expect(file.irVersion == 8)
    #expect(file.producer == ["recast", "1.2.3"])
    #expect(file.metadata == ["source_format=test"])
    #expect(stored.map(\.name) == ["layers[0].weight", "layers[1].table", "layers[1].small"])
    let source = try folder.bytes(of: "source")
    #expect(stored.flatMap { $0.rawData ?? [] } == source)
  }

  @Test func `external data lies at aligned offsets and small tensors stay in the model`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "model.onnx")
    let (summary, _) = try export(
      try StoredModel.model(in: folder), to: path, ExportOptions(externalData: .always))
    #expect(folder.names == ["model.onnx", "model.onnx.data", "source"])
    #expect(summary.files.map(\.path) == [path + ".data", path])
    let file = try ParsedONNX(try folder.bytes(of: "model.onnx"))
    let stored = file.tensors.filter { !$0.name.hasPrefix("constant") }
    #expect(
      stored.map(\.external) == [
        ["location=model.onnx.data", "offset=0", "length=24576"],
        ["location=model.onnx.data", "offset=24576", "length=1028"], [],
      ])
    #expect(stored.map { $0.rawData?.count } == [nil, nil, 12])
    let source = try folder.bytes(of: "source")
    #expect(try folder.bytes(of: "model.onnx.data") == Array(source.prefix(24576 + 1028)))
  }

  @Test func `a large tensor after a small one begins at a page`() throws {
    var graph = ONNXGraph(name: "g")
    for (name, count) in [("a", 300), ("b", 2000), ("c", 300), ("d", 10)] {
      graph.initializers.append(
        ONNXTensor(
          name: name,
          weight: Weight(.float32, shape: [count], bytes: [UInt8](repeating: 0, count: count * 4))))
    }
    let external = ExternalData(movingFrom: &graph, to: "data")
    #expect(external.tensors.map(\.byteOffset) == [0, 4096, 12096])
  }

  @Test func `one file over 2 GiB is refused if only one may be`() throws {
    let folder = try TemporaryFolder()
    // A view that repeats one element takes no memory.
    let one = Weight(.float32, shape: [1], bytes: [0, 0, 128, 63])
    let file = try folder.sourceFile([0, 0, 128, 63])
    let view = StridedView(shape: [1 << 15, 1 << 14], strides: [0, 0], elementOffset: 0)
    let large = try #require(Weight(.float32, view: view, in: file.wholeRange))
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.float32, [1]))
    let sum = try builder.add(Add(), x, builder.addWeight(large, named: "w"))
    try builder.addOutput(
      try builder.add(Add(), sum, builder.addWeight(one, named: "one")), named: "y")
    let model = Model(graph: builder.graph, name: "m")
    let path = folder.path(of: "model.onnx")
    let error = #expect(throws: Diagnostic.self) {
      try export(model, to: path, ExportOptions(externalData: .never))
    }
    #expect(error?.code == .onnxTooLarge)
    #expect(folder.names == ["input"])
    let onnx = try exporter.onnxModel(of: model, options: ExportOptions())
    let (message, external) = try ONNXFiles(path: path).place(onnx, .automatic)
    #expect(external.tensors.count == 1)
    #expect(message.byteCount < 1000)
  }

  @Test func `a source that changed meanwhile stops the export`() throws {
    let folder = try TemporaryFolder()
    let model = try StoredModel.model(in: folder)
    let changed = try folder.bytes(of: "source") + [0]
    try folder.write(changed, to: "source")
    #expect(throws: Diagnostic.self) {
      try export(model, to: folder.path(of: "model.onnx"))
    }
    #expect(folder.names == ["source"])
  }

  @Test func `sizes are numbers, names, or neither`() throws {
    let type = TensorType(.bool, [3, .symbol("batch") * 4, .unknown])
    var sink = MemorySink()
    try ONNXValueInfo(name: "v", type: type).message().write(to: &sink)
    let text = String(decoding: sink.bytes, as: UTF8.self)
    #expect(text.contains("4*batch"))
    // An unknown size is an empty message.
    #expect(sink.bytes.suffix(2) == [0x0A, 0x00])
  }

  @Test(arguments: [(13, 7), (14, 7), (15, 8), (18, 8), (19, 9), (20, 9), (21, 10)])
  func `the file's version is the least one for the opset`(opset: Int, version: Int) {
    let model = ONNXModel(opset: opset, producerVersion: "", graph: ONNXGraph(name: ""))
    #expect(model.irVersion == version)
  }

  @Test(arguments: ElementType.allCases)
  func `an element type's number names it`(type: ElementType) {
    let isMissing = type == .complex32 || type == .float4E2M1FNx2
    #expect(ElementType(onnxDataType: type.onnxDataType) == (isMissing ? nil : type))
  }
}
