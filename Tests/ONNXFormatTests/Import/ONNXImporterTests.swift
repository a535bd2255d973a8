import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import ProtobufWire
import TestSupport
import Testing

@testable import ONNXFormat

@Suite struct ONNXImporterTests {
  private let folder: TemporaryFolder
  private let importer = ONNXImporter()

  init() throws { folder = try TemporaryFolder() }

  private func claim(_ bytes: [UInt8], named name: String = "file") throws -> FormatClaim {
    let file = try folder.sourceFile(bytes, named: name)
    return importer.claim(file, prefix: try file.prefix(4096))
  }

  @Test func `a file is recognised by the fields of a model or by its name`() throws {
    let bytes = ONNXSample().bytes
    #expect(try claim(bytes) == .structure)
    #expect(try claim(Array(bytes.dropLast(3))) == .no)
    #expect(try claim(Array(bytes.dropLast(3)), named: "m.onnx") == .suffixOnly)
    #expect(try claim([]) == .no)
    #expect(try claim(ONNXSample(irVersion: 1000).bytes) == .no)
  }

  @Test func `messages of other formats are not claimed`() throws {
    // MindSpore's models have a text where the version is; its checkpoints have field 1 alone.
    var model = ProtobufWriter()
    model.add("1.1.0", field: 1)
    model.add(ProtobufWriter(), field: 7)
    #expect(try claim(ONNXSample.bytes(of: model)) == .no)
    var checkpoint = ProtobufWriter()
    checkpoint.add("conv1.weight", field: 1)
    #expect(try claim(ONNXSample.bytes(of: checkpoint)) == .no)
    var unknown = ONNXSample().message
    unknown.add(1, field: 40)
    #expect(try claim(ONNXSample.bytes(of: unknown)) == .no)
    for folder in ["Samples/flux", "Samples/torch"] {
      for ending in ["bson", "pth", "pt", "bin", "safetensors", "json", "txt"] {
        for path in PackageFolder.files(in: folder, ending: ".\(ending)") {
          let file = try SourceFile(path: path)
          #expect(importer.claim(file, prefix: try file.prefix(4096)) == .no, "\(path)")
        }
      }
    }
  }

  @Test func `a summary says what the file is and what it holds`() throws {
    var sample = ONNXSample(opsets: [("ai.onnx", 17), ("", 17), ("com.microsoft", 1)])
    sample.tensors = [
      ONNXSample.tensor("w", 1, [2, 3]) { $0.add([UInt8](repeating: 0, count: 24), field: 9) },
      ONNXSample.tensor("texts", 8, [1]) { $0.add("a", field: 6) },
    ]
    sample.nodes = [ProtobufWriter(), ProtobufWriter()]
    let file = try sample.open(in: folder)
    #expect(file.summary.framework == nil)
    #expect(
      file.summary.facts.map { "\($0.key)=\($0.value)" } == [
        "ir_version=8", "opset=17", "opset com.microsoft=1", "producer=maker 1.5", "graph=g",
        "nodes=2", "inputs=0", "outputs=0",
      ])
    #expect(file.summary.entries.map(\.kind) == [.checkpoint])
    #expect(
      file.summary.entries.map(\.text)
        == ["2 tensors, 7 elements; 1 cannot be used, such as texts: STRING [1]"])
  }

  @Test func `a checkpoint can be a part of the file and names what is no weight`() throws {
    var sample = ONNXSample()
    sample.tensors = ["a.w", "a.b", "ab"].map { name in
      ONNXSample.tensor(name, 2, [1]) { $0.add([7], field: 9) }
    }
    sample.tensors.append(ONNXSample.tensor("a.q", 22, [2]) { $0.add([0x21], field: 9) })
    let file = try sample.open(in: folder)
    #expect(try file.tensors().map(\.name) == ["a.w", "a.b", "ab"])
    let part = try file.makeCheckpoint(selection: "a", diagnostics: DiagnosticCollector())
    #expect(part.framework == .unspecified)
    #expect(part.entries.map(\.name) == ["a.w", "a.b"])
    #expect(part.remarks.map(\.text) == ["a tensor INT4 [2]"])
    #expect(
      thrownDiagnostic {
        try file.makeCheckpoint(selection: "x", diagnostics: DiagnosticCollector())
      }?.code.name == "onnx.nothing-selected")
    #expect(
      thrownDiagnostic {
        try file.makeModel(ModelRequest(), diagnostics: DiagnosticCollector())
      }?.code.name == "onnx.graph-not-read")
  }

  @Test func `what the exporter writes is read again`() throws {
    let model = try StoredModel.model(in: folder)
    let source = try folder.bytes(of: "source")
    for policy in [ExportOptions.ExternalData.never, .always] {
      let path = folder.path(of: "m.onnx")
      _ = try ONNXExporter(producerVersion: "1").export(
        model, to: path, options: ExportOptions(externalData: policy),
        diagnostics: DiagnosticCollector())
      let file = try SourceFile(path: path)
      #expect(importer.claim(file, prefix: try file.prefix(4096)) == .structure)
      let tensors = try importer.open(file, diagnostics: DiagnosticCollector()).tensors()
        .filter { !$0.name.hasPrefix("constant") }
      #expect(
        tensors.map(\.name) == ["layers[0].weight", "layers[1].table", "layers[1].small"])
      #expect(try tensors.flatMap { try $0.weight.bytes() } == source)
    }
  }
}
