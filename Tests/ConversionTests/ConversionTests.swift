import ByteIO
import ConversionKit
import Diagnostics
import Foundation
import ModelIR
import Recast
import TestSupport
import Testing

/// An exporter that keeps what it was given.
private struct RecordingExporter: Exporter {
  let format = FormatDescription(
    id: "record", name: "Record", suffixes: [".record"], summary: "what a test looks at")
  let supportedOperators: [any ModelIR.Operator.Type] = []
  var failure: Diagnostic?

  func export(
    _ model: Model, to path: String, options: ExportOptions, diagnostics: DiagnosticCollector
  ) throws -> ExportSummary {
    if let failure { throw failure }
    diagnostics.emit(
      Diagnostic(
        .outputIsInput, severity: .note,
        try options.provenance.completeEntries().map { "\($0.key)=\($0.value)" }
          .joined(separator: " ")))
    return ExportSummary(
      files: [], opset: nil, inputs: [], outputs: [], nodeCount: model.graph.nodes.count,
      checkedBy: nil)
  }
}

@Suite struct ConversionTests {
  private let seed = PackageFolder.path(of: "Samples/flux/seed.bson")

  private func registry(failing failure: Diagnostic? = nil) -> FormatRegistry {
    FormatRegistry(
      importers: FormatRegistry.standard.importers, exporters: [RecordingExporter(failure: failure)]
    )
  }

  @Test func `the output learns where the model comes from`() throws {
    let collector = DiagnosticCollector()
    let report = try Conversion(from: seed, to: "out.record").run(
      with: registry(), diagnostics: collector)
    let provenance = try #require(collector.diagnostics.first?.message)
    #expect(provenance.hasPrefix("source_format=flux-bson source_sha256=\(report.sourceDigest) "))
    #expect(provenance.contains("source_model=model framework=Flux"))
    #expect(report.sourceDigest == (try SourceFile(path: seed).sha256()))
    #expect(report.target.id == "record")
  }

  @Test func `a failure of the exporter names the input`() throws {
    let failure = Diagnostic(.internalFault, "no")
    #expect(
      thrownDiagnostic {
        try Conversion(from: seed, to: "out.record").run(
          with: registry(failing: failure), diagnostics: DiagnosticCollector())
      }?.location.file == seed)
  }

  @Test(arguments: [(nil, true), (CheckpointOptions.Form.weights, false)])
  func `a model whose weights alone are written is told`(
    form: CheckpointOptions.Form?, isTold: Bool
  ) throws {
    let folder = try TemporaryFolder()
    var conversion = Conversion(from: seed, to: folder.path(of: "out.bson"))
    conversion.checkpointOptions.form = form
    let collector = DiagnosticCollector()
    _ = try conversion.run(diagnostics: collector)
    let told = collector.diagnostics.contains { $0.code == .checkpointModelLeftOut }
    #expect(told == isTold)
  }

  @Test func `an unknown target is told before the input is opened`() throws {
    let thrown = thrownDiagnostic {
      try Conversion(from: "nowhere", to: "out.unknown").run(diagnostics: DiagnosticCollector())
    }
    #expect(thrown?.code.name == "convert.unknown-target")
  }

  @Test func `the output may not be the input, by whatever name`() throws {
    let folder = try TemporaryFolder()
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: seed)))
    try folder.write(bytes, to: "model.onnx")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: "link.onnx"), withDestinationPath: folder.path(of: "model.onnx"))
    let thrown = thrownDiagnostic {
      try Conversion(from: folder.path(of: "model.onnx"), to: folder.path(of: "link.onnx"))
        .run(diagnostics: DiagnosticCollector())
    }
    #expect(thrown?.code == .outputIsInput)
    #expect(try folder.bytes(of: "model.onnx") == bytes)
  }
}
