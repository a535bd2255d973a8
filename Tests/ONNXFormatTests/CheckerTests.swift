import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import ONNXFormat

/// Whether `recast-onnx-checker` was built beside the tests.
private let checkerPath = ONNXChecker.besideThisProgram()

@Suite struct CheckerTests {
  private func model() throws -> Model {
    try ExportedExample.model(
      of: OperatorExample(
        Relu(), [TensorType(.float32, [.symbol("batch"), 4])], gives: []))
  }

  private func export(
    _ options: ExportOptions, in folder: TemporaryFolder
  ) throws -> (ExportSummary, [Diagnostic]) {
    let collector = DiagnosticCollector()
    let exporter = ONNXExporter(producerVersion: "test")
    exporter.prepare(options)
    let summary = try exporter.export(
      try model(), to: folder.path(of: "m.onnx"), options: options, diagnostics: collector)
    return (summary, collector.diagnostics)
  }

  @Test(.enabled(if: checkerPath != nil))
  func `a written model is judged by the checker`() throws {
    let folder = try TemporaryFolder()
    let (summary, diagnostics) = try export(ExportOptions(checkerPath: checkerPath), in: folder)
    #expect(summary.checkedBy == "libonnx")
    #expect(diagnostics.isEmpty)
  }

  @Test(.enabled(if: checkerPath != nil), arguments: [ExportOptions.ExternalData.never, .always])
  func `a model with stored tensors is judged without them`(
    externalData: ExportOptions.ExternalData
  ) throws {
    let folder = try TemporaryFolder()
    let collector = DiagnosticCollector()
    let summary = try ONNXExporter(producerVersion: "test").export(
      try StoredModel.model(in: folder), to: folder.path(of: "m.onnx"),
      options: ExportOptions(externalData: externalData, checkerPath: checkerPath),
      diagnostics: collector)
    #expect(collector.diagnostics.isEmpty)
    #expect(summary.checkedBy == "libonnx")
  }

  @Test func `above its newest opset the checker is not asked`() throws {
    let folder = try TemporaryFolder()
    let (summary, diagnostics) = try export(
      ExportOptions(opset: 18, checkerPath: "/nowhere"), in: folder)
    #expect(summary.checkedBy == nil)
    #expect(diagnostics.isEmpty)
  }

  @Test func `a checker that is not there is a note and the model is written`() throws {
    let folder = try TemporaryFolder()
    let (summary, diagnostics) = try export(ExportOptions(checkerPath: "/nowhere"), in: folder)
    #expect(summary.checkedBy == nil)
    #expect(diagnostics.map(\.code) == [.onnxCheckerMissing])
    #expect(diagnostics.map(\.severity) == [.note])
    #expect(folder.names == ["m.onnx"])
  }

  @Test func `a checker that ends at once is a warning and the model is written`() throws {
    let folder = try TemporaryFolder()
    let (summary, diagnostics) = try export(ExportOptions(checkerPath: "/bin/true"), in: folder)
    #expect(summary.checkedBy == nil)
    #expect(diagnostics.map(\.code) == [.onnxCheckerFailed])
    #expect(diagnostics.map(\.severity) == [.warning])
    #expect(folder.names == ["m.onnx"])
  }

  @Test func `an answer that is no answer is a warning`() throws {
    // It repeats the request, whose first number is no status.
    let folder = try TemporaryFolder()
    let (_, diagnostics) = try export(ExportOptions(checkerPath: "/bin/cat"), in: folder)
    #expect(diagnostics.map(\.code) == [.onnxCheckerFailed])
  }

  @Test(.enabled(if: checkerPath != nil))
  func `a model that the checker finds invalid is an error`() throws {
    var graph = ONNXGraph(name: "g")
    graph.nodes.append(
      ONNXNode(
        operatorType: "NoSuchOperator", inputs: [], outputs: ["y"], attributes: [], name: "n",
        source: ""))
    let onnx = ONNXModel(opset: 17, producerVersion: "test", graph: graph)
    let folder = try TemporaryFolder()
    let check = ONNXCheck(
      of: onnx, options: ExportOptions(checkerPath: checkerPath), reserve: CheckerReserve(),
      diagnostics: DiagnosticCollector())
    check.submit(directory: folder.path, existingFile: folder.path(of: "x"))
    let error = #expect(throws: Diagnostic.self) { try check.finish() }
    #expect(error?.code == .onnxCheckerRejected)
    #expect(error?.message.contains("NoSuchOperator") == true)
  }

  @Test(.enabled(if: checkerPath != nil), arguments: [13, 17])
  func `every example is valid and ONNX infers the types that we have`(opset: Int) throws {
    let path = try #require(checkerPath)
    let checker = try #require(ONNXChecker(path: path))
    var compared = 0
    for (name, example) in AllExamples.list {
      guard let exported = try? ExportedExample(example, opset: opset) else { continue }
      var sink = MemorySink()
      // Outputs without their sizes, so that inference alone says what they are.
      var blank = exported.onnx
      blank.graph.outputs = blank.graph.outputs.map { output in
        let unknown = output.type.shape.dimensions.map { _ in Dimension.unknown }
        return ONNXValueInfo(
          name: output.name, type: TensorType(output.type.elementType, Shape(unknown)))
      }
      try blank.message().write(to: &sink)
      #expect(checker.submit(sink.bytes, directory: ".", wantsTypes: true))
      guard case .valid(let types) = checker.judgement() else {
        Issue.record("\(name) is not valid for opset \(opset)")
        return
      }
      // libonnx 1.12 infers one piece too many, and a batch of 0, for STFT.
      if example.operator is STFT { continue }
      let comparison = ONNXTypeComparison(exported.model.graph, with: types)
      compared += comparison.comparedCount
      #expect(comparison.disagreements.isEmpty, "\(name): \(comparison.disagreements)")
    }
    #expect(compared > 300)
  }

  @Test func `a type disagrees by element type, axes or a number, and never by a symbol`() throws {
    var builder = GraphBuilder()
    _ = builder.addInput(named: "x", TensorType(.float32, [.symbol("n"), 4]))
    func disagreements(_ dataType: Int, _ dimensions: [ONNXInferredType.Dimension]?) -> [String] {
      ONNXTypeComparison(
        builder.graph,
        with: [ONNXInferredType(name: "x", dataType: dataType, dimensions: dimensions)]
      ).disagreements
    }
    #expect(disagreements(1, [.fixed(7), .symbol("k")]).isEmpty)
    #expect(disagreements(1, nil).isEmpty)
    #expect(disagreements(0, [.unknown, .fixed(4)]).isEmpty)
    #expect(disagreements(10, nil) == ["x: f32[n, 4] here, f16 by ONNX"])
    #expect(disagreements(1, [.unknown]) == ["x: f32[n, 4] here, f32[?] by ONNX"])
    #expect(disagreements(1, [.unknown, .fixed(5)]) == ["x: f32[n, 4] here, f32[?, 5] by ONNX"])
  }
}
