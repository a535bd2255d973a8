import ByteIO
public import ConversionKit
public import Diagnostics
import ModelIR
import Passes

/// One conversion from a file to a file.
public struct Conversion: Sendable {
  /// What to read.
  public var inputPath: String
  /// What to write.
  public var outputPath: String
  /// The exporter's name; nothing chooses by the output's suffix.
  public var target: String?
  /// What is asked of the import.
  public var request: ModelRequest
  /// What is asked of the export.
  public var options: ExportOptions

  /// Makes a conversion.
  public init(
    from inputPath: String, to outputPath: String, target: String? = nil,
    request: ModelRequest = ModelRequest(), options: ExportOptions = ExportOptions()
  ) {
    self.inputPath = inputPath
    self.outputPath = outputPath
    self.target = target
    self.request = request
    self.options = options
  }

  /// Reads, checks, rewrites and writes the model.
  ///
  /// - Throws: a ``Diagnostic`` or a ``DiagnosticList`` for whatever prevents the result; the output is
  ///   then as it was before.
  public func run(
    with registry: FormatRegistry = .standard, diagnostics: DiagnosticCollector
  ) throws -> ConversionReport {
    let exporter = try registry.exporter(named: target, orFor: outputPath)
    exporter.prepare(options)
    let source = try SourceFile(path: inputPath)
    let importer = try registry.importer(for: source)
    let file = try importer.open(source, diagnostics: diagnostics)
    var model = try file.makeModel(request, diagnostics: diagnostics)
    let location = Location(file: inputPath)
    if let violations = DiagnosticList(model.graph.verify().map { $0.located(at: location) }) {
      throw violations
    }
    model.graph = try PassPipeline.standard.run(on: model.graph)
    if let violations = DiagnosticList(model.graph.verify().map { $0.located(at: location) }) {
      throw violations
    }
    var options = options
    options.provenance.entries += try provenance(of: source, importer, model)
    do {
      let summary = try exporter.export(
        model, to: outputPath, options: options, diagnostics: diagnostics)
      return ConversionReport(source: importer.format, model: model.name, summary: summary)
    } catch let error as DiagnosticList {
      let located = error.diagnostics.map { $0.located(at: location) }
      throw DiagnosticList(located) ?? error
    } catch let error as Diagnostic {
      throw error.located(at: location)
    }
  }

  /// What the output says of where it comes from.
  private func provenance(
    of source: SourceFile, _ importer: any Importer, _ model: Model
  ) throws(Diagnostic) -> [MetadataEntry] {
    [
      MetadataEntry("source_format", importer.format.id),
      MetadataEntry("source_sha256", try source.sha256()),
      MetadataEntry("source_model", model.name),
    ] + model.metadata
  }
}

/// What a conversion did.
public struct ConversionReport: Hashable, Sendable {
  /// The format that was read.
  public let source: FormatDescription
  /// The model inside the file.
  public let model: String
  /// What was written.
  public let summary: ExportSummary
}
