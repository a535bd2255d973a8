import ByteIO
import ConversionKit
import Diagnostics
import Foundation
import ModelIR
import Passes
import Recast
import TestSupport
import Testing

@testable import ONNXFormat

/// The reference checker, if it was built beside the tests.
private let checkerPath: String? = {
  let path = ExportOptions.checkerBesideThisProgram()
  if path == nil { print("no recast-onnx-checker beside the tests: types are not compared") }
  return path
}()

/// A model to convert: a file, and what is asked of it.
struct ModelFile: CustomTestStringConvertible, Sendable {
  let path: String
  let request: ModelRequest

  var testDescription: String {
    "\((path as NSString).lastPathComponent) \(request.selection ?? "")"
  }

  /// The models of the folder that the environment variable `RECAST_CORPUS` names: every file that
  /// has one, and every part of a file that can be selected.
  static let corpus: [ModelFile] = {
    guard let folder = ProcessInfo.processInfo.environment["RECAST_CORPUS"] else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".bson") }.sorted().flatMap { models(in: folder + "/" + $0) }
  }()

  private static func models(in path: String) -> [ModelFile] {
    let selections: [String?] = [nil] + (0..<6).map { "model.\($0)" } + ["model.0.1"]
    return selections.compactMap { selection in
      let request = ModelRequest(selection: selection)
      guard let source = try? SourceFile(path: path),
        let importer = try? FormatRegistry.standard.importer(for: source),
        let file = try? importer.open(source, diagnostics: DiagnosticCollector()),
        (try? file.makeModel(request, diagnostics: DiagnosticCollector())) != nil
      else { return nil }
      return ModelFile(path: path, request: request)
    }
  }
}

@Suite(.enabled(if: checkerPath != nil)) struct InferredTypesTests {
  @Test(arguments: SampleRow.converting)
  func `ONNX infers the types that a sample's graph has`(row: SampleRow) throws {
    try expectAgreement(ModelFile(path: row.path, request: try row.request))
  }

  @Test(.enabled(if: !ModelFile.corpus.isEmpty), arguments: ModelFile.corpus)
  func `ONNX infers the types that the graph of a file of the corpus has`(file: ModelFile) throws {
    try expectAgreement(file)
  }

  private func expectAgreement(_ model: ModelFile) throws {
    let folder = try TemporaryFolder()
    let source = try SourceFile(path: model.path)
    let file = try FormatRegistry.standard.importer(for: source)
      .open(source, diagnostics: DiagnosticCollector())
    var made = try file.makeModel(model.request, diagnostics: DiagnosticCollector())
    made.graph = try PassPipeline.standard.run(on: made.graph)
    #expect(made.graph.verify().isEmpty)
    _ = try ONNXExporter(producerVersion: "test").export(
      made, to: folder.path(of: "m.onnx"), options: ExportOptions(),
      diagnostics: DiagnosticCollector())

    let program = try #require(checkerPath)
    let checker = try #require(ONNXChecker(path: program))
    #expect(
      checker.submit(try folder.bytes(of: "m.onnx"), directory: folder.path, wantsTypes: true))
    switch checker.judgement() {
    case .valid(let inferred):
      let comparison = ONNXTypeComparison(made.graph, with: inferred)
      #expect(comparison.disagreements.isEmpty)
      #expect(comparison.comparedCount > 0)
    case .invalid(let message):
      Issue.record("the checker finds the model invalid: \(message)")
    case .unknown(let reason):
      // A package built without the trait LibONNX has a checker that knows nothing.
      print("types are not compared: \(reason)")
    }
  }
}
