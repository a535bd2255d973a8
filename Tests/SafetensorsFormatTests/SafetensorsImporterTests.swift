import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import SafetensorsFormat
import TestSupport
import Testing

struct SafetensorsImporterTests {
  private let folder: TemporaryFolder
  private let importer = SafetensorsImporter()
  private let diagnostics = DiagnosticCollector()

  init() throws { folder = try TemporaryFolder() }

  private func open(
    _ sample: SafetensorsSample, named name: String = "w.safetensors"
  ) throws -> any ImportedFile {
    try importer.open(try folder.sourceFile(sample.bytes, named: name), diagnostics: diagnostics)
  }

  private func claim(_ bytes: [UInt8], named name: String) throws -> FormatClaim {
    let file = try folder.sourceFile(bytes, named: name)
    return importer.claim(file, prefix: try file.prefix(4096))
  }

  @Test func `a file is recognised by its first bytes or its name`() throws {
    let bytes = SafetensorsSample.bytes(of: "a")
    #expect(try claim(bytes, named: "a.bin") == .signature)
    #expect(try claim(Array(bytes.dropLast(30)), named: "a.bin") == .no)
    #expect(try claim(Array("PK".utf8), named: "a.safetensors") == .suffixOnly)
    let index = Array("{\"weight_map\": {\"a\": \"x.safetensors\"}}".utf8)
    #expect(try claim(index, named: "x.json") == .signature)
    #expect(try claim(Array("{\"a\": 1}".utf8), named: "x.json") == .no)
    let other = Array("{\"weight_map\": {\"a\": \"x.bin\"}}".utf8)
    #expect(try claim(other, named: "pytorch_model.bin.index.json") == .no)
  }

  @Test func `tensors and a summary are given`() throws {
    let file = try open(
      SafetensorsSample(
        metadata: [("format", "pt"), ("license", "mit")],
        tensors: [("b", "F16", [2, 1], [1, 2, 3, 4]), ("a", "U8", [], [9])]))
    #expect(file.summary.framework == "PyTorch")
    #expect(file.summary.facts.map(\.key) == ["format", "license"])
    #expect(file.summary.entries.map(\.kind) == [.checkpoint])
    #expect(file.summary.entries.map(\.text) == ["2 tensors, 3 elements"])
    let tensors = try file.tensors()
    #expect(tensors.map(\.name) == ["b", "a"])
    #expect(tensors.map(\.weight.elementType) == [.float16, .uint8])
    #expect(tensors.map(\.weight.shape) == [[2, 1], []])
    #expect(try tensors.map { try $0.weight.bytes() } == [[1, 2, 3, 4], [9]])
  }

  @Test func `a checkpoint has the metadata and can be a part of the file`() throws {
    let file = try open(
      SafetensorsSample(
        metadata: [("format", "ms"), ("epoch", "7")],
        tensors: [("net.a", "U8", [1], [1]), ("net.b", "U8", [1], [2]), ("nets", "U8", [1], [3])]))
    let whole = try file.makeCheckpoint(selection: nil, diagnostics: diagnostics)
    #expect(whole.framework == .mindspore)
    #expect(whole.entries.map(\.name) == ["net.a", "net.b", "nets"])
    #expect(whole.metadata == ["epoch": .text("7")])
    let part = try file.makeCheckpoint(selection: "net", diagnostics: diagnostics)
    #expect(part.entries.map(\.name) == ["net.a", "net.b"])
    let failure = thrownDiagnostic {
      try file.makeCheckpoint(selection: "absent", diagnostics: diagnostics)
    }
    #expect(failure?.code.name == "safetensors.nothing-selected")
  }

  @Test func `weights alone make no model`() throws {
    let file = try open(SafetensorsSample(tensors: [("a", "U8", [1], [1])]))
    let failure = thrownDiagnostic {
      try file.makeModel(ModelRequest(), diagnostics: diagnostics)
    }
    #expect(failure?.code == .architectureNeeded)
    #expect(try file.moduleTree(selection: nil) == nil)
  }

  @Test func `a tensor that was stored under another name has both names`() throws {
    let file = try open(
      SafetensorsSample(
        metadata: [("format", "pt"), ("head.weight", "embed.weight"), ("x", "absent")],
        tensors: [("embed.weight", "U8", [2], [1, 2])]))
    let entries = try file.makeCheckpoint(selection: nil, diagnostics: diagnostics).entries
    #expect(entries.map(\.name) == ["embed.weight", "head.weight"])
    #expect(entries.map(\.weight.shape) == [[2], [2]])
    #expect(entries.last?.facts == [MetadataEntry("tied_to", "embed.weight")])
    #expect(try file.tensors().count == 1)
  }

  @Test func `numbers of four bits are carried in pairs, those of six are named`() throws {
    let four = try open(SafetensorsSample(tensors: [("q", "F4", [2, 4], [1, 2, 3, 4])]))
    #expect(try four.tensors().map(\.weight.elementType) == [.float4E2M1FNx2])
    #expect(try four.tensors().map(\.weight.shape) == [[2, 2]])
    #expect(try four.tensors().map(\.shapeInSource) == [[2, 4]])

    let six = try open(
      SafetensorsSample(tensors: [("q", "F6_E2M3", [4], [1, 2, 3]), ("r", "U8", [1], [1])]))
    #expect(
      six.summary.entries.first?.text
        == "2 tensors, 5 elements; 1 cannot be used, such as q: F6_E2M3 [4]")
    #expect(throws: DiagnosticList.self) { try six.tensors() }
    let checkpoint = try six.makeCheckpoint(selection: nil, diagnostics: diagnostics)
    #expect(checkpoint.entries.map(\.name) == ["r"])
    #expect(checkpoint.remarks.map(\.name) == ["q"])
    #expect(diagnostics.diagnostics.map(\.code.name) == ["safetensors.packed-elements"])
  }

  @Test func `parts of tensors are listed with their places`() throws {
    let information = #"{\"w\": {\"saved_offsets\": [0, 8]}}"#
    let file = try open(
      SafetensorsSample(
        metadata: [("DCP_SHARDING_INFO", information)], tensors: [("w", "U8", [1], [1])]))
    #expect(try file.tensors().map(\.facts) == [[MetadataEntry("saved_offsets", "[0, 8]")]])
    #expect(diagnostics.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `a file that only ends like one is named`() throws {
    let pointer = try folder.sourceFile(
      Array("version https://git-lfs.github.com/spec/v1\noid sha256:0\n".utf8),
      named: "a.safetensors")
    let failure = thrownDiagnostic { try importer.open(pointer, diagnostics: diagnostics) }
    #expect(failure?.code == .unknownFormat)
    #expect(failure?.message.contains("Git LFS") == true)
  }

  @Test func `a file of MindSpore says what is of four bits and what is an optimizer's`() throws {
    let file = try open(
      SafetensorsSample(
        metadata: [("format", "ms"), ("q", "Int4")],
        tensors: [
          ("moments.q", "I8", [2], [0, 0]), ("q", "I8", [2], [1, 255]), ("w", "I8", [1], [3]),
        ]))
    #expect(file.summary.framework == "MindSpore")
    #expect(try file.tensors().map { $0.facts.map(\.key) } == [[], ["stored_as"], []])
    let checkpoint = try file.makeCheckpoint(selection: nil, diagnostics: diagnostics)
    #expect(checkpoint.entries.map(\.name) == ["q", "w"])
    #expect(checkpoint.optimizerEntries == ["moments.q"])
  }

  @Test func `MindSpore's checksum is verified when elements are read`() throws {
    // Names and bytes in the order of the names; two zeros for the integer without axes, which is 2.
    let covered = Array("a".utf8) + [5, 6] + Array("n".utf8) + [0, 0]
    func file(_ bytes: [UInt8]) throws -> any ImportedFile {
      try open(
        SafetensorsSample(
          metadata: [("format", "ms"), ("crc_num", "\(CRC32(covered).value)")],
          tensors: [("n", "I8", [], [2]), ("a", "I8", [2], bytes)]))
    }
    #expect(try file([5, 6]).tensors().map { try $0.weight.bytes() } == [[2], [5, 6]])
    let damaged = try file([5, 7]).tensors()
    #expect(damaged.map(\.weight.shape) == [[], [2]])
    let error = thrownDiagnostic { _ = try damaged[0].weight.bytes() }
    #expect(error?.code.name == "safetensors.checksum")
  }
}
