import ByteIO
public import ConversionKit
public import Diagnostics
public import ModelIR
import ProtobufWire

/// Writes ONNX models for the opsets 13 to 21.
public struct ONNXExporter: Exporter {
  /// ONNX files.
  public let format = FormatDescription(
    id: "onnx", name: "ONNX", suffixes: [".onnx"],
    summary: "the exchange format of most runtimes, for opset 13 to 21")

  private let producerVersion: String
  private let reserve = CheckerReserve()

  /// Makes an exporter that names its own version in what it writes.
  public init(producerVersion: String) { self.producerVersion = producerVersion }

  /// The operators with a lowering.
  public var supportedOperators: [any Operator.Type] { ONNXLowerings.table.operators }

  /// Starts the checker, which loads its library while the model is read.
  public func prepare(_ options: ExportOptions) {
    guard let path = options.checkerPath else { return }
    let opset = options.opset ?? ONNXModel.standardOpset
    if opset <= ONNXChecker.newestOpset { reserve.warmUp(path) }
  }

  /// Writes a model to a file that appears whole or not at all; with external data, a second file whose
  /// name ends in `.data` appears before it.
  ///
  /// - Throws: ``DiagnosticCode/onnxOpsetOutOfRange``, a ``DiagnosticList`` of everything that ONNX
  ///   cannot express, ``DiagnosticCode/onnxTooLarge`` if one file is asked for and not enough,
  ///   ``DiagnosticCode/onnxCheckerRejected``, and what reading and writing raise.
  public func export(
    _ model: Model, to path: String, options: ExportOptions, diagnostics: DiagnosticCollector
  ) throws -> ExportSummary {
    var onnx = try onnxModel(of: model, options: options)
    let check = ONNXCheck(of: onnx, options: options, reserve: reserve, diagnostics: diagnostics)
    let files = ONNXFiles(path: path)
    let (message, external) = try files.place(onnx, options.externalData)

    var main = try OutputFile(replacing: path)
    check.submit(directory: files.folder, existingFile: main.temporaryPath)
    var data: OutputFile?
    if !external.tensors.isEmpty {
      data = try files.write(external)
    }
    // The tensors are written while the source is read for its digest, which the model states.
    onnx.metadata = try options.provenance.completeEntries()
    let complete = onnx
    try message.describing(complete.metadata).write(to: &main)
    try main.flush()
    try onnx.graph.initializers.map(\.weight).verifySourcesUnchanged()
    let checkedBy = try check.finish()

    var written = [ExportSummary.File(path: path, byteCount: main.position)]
    if let file = data.take() {
      written.insert(.init(path: file.path, byteCount: file.position), at: 0)
      let set = OutputFileSet()
      set.add(file)
      try set.commit(namedBy: main) { renamed, file throws(Diagnostic) in
        let location = renamed[files.dataLocation] ?? files.dataLocation
        try files.message(of: complete, tensorsIn: location).write(to: &file)
      }
    } else {
      try main.commit()
    }
    return ExportSummary(
      files: written, opset: onnx.opset, inputs: model.graph.namedTypes(model.graph.inputs),
      outputs: model.graph.namedTypes(model.graph.outputs), nodeCount: onnx.graph.totalNodeCount,
      checkedBy: checkedBy)
  }

  /// The model in memory, its tensors where they were.
  func onnxModel(of model: Model, options: ExportOptions) throws -> ONNXModel {
    let opset = options.opset ?? ONNXModel.standardOpset
    guard ONNXModel.opsets.contains(opset) else {
      throw Diagnostic(
        .onnxOpsetOutOfRange,
        """
        opset \(opset) cannot be written, \(ONNXModel.opsets.lowerBound) to \
        \(ONNXModel.opsets.upperBound) can; the standard is \(ONNXModel.standardOpset)
        """)
    }
    let (graph, written) = try lowered(
      model, to: options.opset.map { $0...$0 } ?? opset...ONNXModel.opsets.upperBound)
    return ONNXModel(
      opset: written, producerVersion: producerVersion, metadata: options.provenance.entries,
      graph: graph)
  }

  /// The graph for the least opset of several that has all of its operators.
  private func lowered(
    _ model: Model, to opsets: ClosedRange<Int>
  ) throws(DiagnosticList) -> (graph: ONNXGraph, opset: Int) {
    var opset = opsets.lowerBound
    while true {
      do throws(DiagnosticList) {
        return (try loweredToONNX(model, opset: opset, table: ONNXLowerings.table), opset)
      } catch {
        guard opset < opsets.upperBound,
          error.diagnostics.allSatisfy({ $0.code == .onnxNeedsOpset })
        else { throw error }
        opset += 1
      }
    }
  }
}

extension Graph {
  fileprivate func namedTypes(_ ids: [ValueID]) -> [NamedType] {
    ids.map { NamedType(name: self[$0].name, type: self[$0].type) }
  }
}
