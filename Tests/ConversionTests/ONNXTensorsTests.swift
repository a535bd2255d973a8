import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import Recast
import TestSupport
import Testing

/// ONNX files as a source of tensors, through the whole library.
@Suite struct ONNXTensorsTests {
  private let folder: TemporaryFolder
  private let seed = PackageFolder.path(of: "Samples/flux/seed.bson")
  private let exported: String

  init() throws {
    folder = try TemporaryFolder()
    exported = folder.path(of: "seed.onnx")
    _ = try Conversion(from: seed, to: exported).run(diagnostics: DiagnosticCollector())
  }

  private func tensors(of path: String) throws -> [StoredTensor] {
    let source = try SourceFile(path: path)
    return try FormatRegistry.standard.importer(for: source)
      .open(source, diagnostics: DiagnosticCollector()).tensors()
  }

  @Test func `an exported model lists the tensors of its source`() throws {
    let stored = try tensors(of: seed)
    let found = try tensors(of: exported)
    #expect(found.map { "model.\($0.name)" } == stored.map(\.name))
    #expect(found.map(\.weight.shape) == stored.map(\.weight.shape))
    #expect(try found.map { try $0.weight.bytes() } == stored.map { try $0.weight.bytes() })
  }

  @Test func `a checkpoint is checked against a model's tensors`() throws {
    let same = try Validation(of: exported, against: exported)
      .run(diagnostics: DiagnosticCollector())
    #expect(same.fits)
    #expect(same.expectedCount == 4)
    let other = try Validation(
      of: PackageFolder.path(of: "Samples/torch/pairs/sizes.pth"), against: exported
    ).run(diagnostics: DiagnosticCollector())
    #expect(!other.fits)
  }

  @Test func `a graph is not converted`() {
    #expect(
      thrownDiagnostic {
        try Conversion(from: exported, to: folder.path(of: "again.onnx"))
          .run(diagnostics: DiagnosticCollector())
      }?.code.name == "onnx.graph-not-read")
  }
}
