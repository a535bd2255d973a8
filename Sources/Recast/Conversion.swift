public import Architectures
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
  /// What is asked of the export of a model.
  public var options: ExportOptions
  /// What is asked of a checkpoint that is written.
  public var checkpointOptions: CheckpointOptions
  /// What weights without a graph are bound to; nothing recognises it by the names of the weights.
  public var binding: BindingRequest

  /// Makes a conversion.
  public init(
    from inputPath: String, to outputPath: String, target: String? = nil,
    request: ModelRequest = ModelRequest(), options: ExportOptions = ExportOptions(),
    checkpointOptions: CheckpointOptions = CheckpointOptions(),
    binding: BindingRequest = BindingRequest()
  ) {
    self.inputPath = inputPath
    self.outputPath = outputPath
    self.target = target
    self.request = request
    self.options = options
    self.checkpointOptions = checkpointOptions
    self.binding = binding
  }

  /// Reads, checks, rewrites and writes the model.
  ///
  /// - Throws: a ``Diagnostic`` or a ``DiagnosticList`` for whatever prevents the result, each with a
  ///   file; the output is then as it was before.
  public func run(
    with registry: FormatRegistry = .standard,
    architectures: ArchitectureRegistry = .standard, diagnostics: DiagnosticCollector,
    progress: WorkProgress = WorkProgress()
  ) throws -> ConversionReport {
    let location = Location(file: inputPath)
    do {
      return try convert(registry, architectures, diagnostics, progress)
    } catch let error as Diagnostic {
      throw error.located(at: location)
    } catch let error as DiagnosticList {
      throw DiagnosticList(error.diagnostics.map { $0.located(at: location) }) ?? error
    }
  }

  private func convert(
    _ registry: FormatRegistry, _ architectures: ArchitectureRegistry,
    _ diagnostics: DiagnosticCollector, _ progress: WorkProgress
  ) throws -> ConversionReport {
    let target = try registry.target(named: target, orFor: outputPath)
    try requireApplicable(to: target)
    if case .model(let exporter) = target { exporter.prepare(options) }
    let source = try registry.source(at: inputPath)
    guard !namesSameFile(inputPath, outputPath) else {
      throw Diagnostic(
        .outputIsInput, "the output would replace the input; give another path with -o",
        at: Location(file: outputPath))
    }
    let importer = try registry.importer(for: source)
    // The file is read for its digest while the graph is built and the output is written.
    let digest = SourceDigest(
      of: source, willWait: { progress.begin(.hashing(byteCount: source.byteCount)) })
    progress.begin(.building)
    let file = try importer.open(source, diagnostics: diagnostics)
    let assembly = ModelAssembly(
      source: source, format: importer.format, file: file, request: request, binding: binding,
      formats: registry, architectures: architectures)
    switch target {
    case .model(let exporter):
      return try convert(assembly, with: exporter, digest, diagnostics, progress)
    case .checkpoint(let writer):
      return try CheckpointConversion(
        assembly: assembly, writer: writer, outputPath: outputPath, options: checkpointOptions
      ).run(digest: digest, diagnostics: diagnostics, progress: progress)
    }
  }

  private func convert(
    _ assembly: ModelAssembly, with exporter: any Exporter, _ digest: SourceDigest,
    _ diagnostics: DiagnosticCollector, _ progress: WorkProgress
  ) throws -> ConversionReport {
    let assembled = try assembly.assemble(diagnostics: diagnostics)
    var model = assembled.model
    try verify(model.graph)
    model.graph = try PassPipeline.standard.run(on: model.graph)
    try verify(model.graph)

    let source = assembly.source
    var options = options
    let given = options.provenance.entries
    options.provenance = assembly.provenance(digest: digest, model: model.name)
    options.provenance.entries = given + options.provenance.entries + model.metadata
    try source.verifyUnchanged()
    progress.begin(
      .writing(
        byteCount: model.graph.allUsedWeights.reduce(0) { $0.addingSaturated($1.byteCount) }))
    let summary = try exporter.export(
      model, to: outputPath, options: options, diagnostics: diagnostics)
    return ConversionReport(
      source: assembly.format, sourceDigest: try digest.hexadecimal(), model: model.name,
      architecture: assembled.architecture, isRecognised: assembled.isRecognised,
      target: exporter.format, summary: summary, outline: GraphOutline(model.graph))
  }

  private func verify(_ graph: Graph) throws(DiagnosticList) {
    if let violations = DiagnosticList(graph.verify()) { throw violations }
  }
}

/// What a conversion did.
public struct ConversionReport: Hashable, Sendable {
  /// The format that was read.
  public let source: FormatDescription
  /// The SHA-256 of the file that was read, in lower-case hexadecimal.
  public let sourceDigest: String
  /// The model inside the file; for a checkpoint, the place of the weights.
  public let model: String
  /// The architecture that weights without a graph were bound to.
  public let architecture: String?
  /// Whether the architecture was recognised by the weights, and not given.
  public let isRecognised: Bool
  /// The format that was written.
  public let target: FormatDescription
  /// What was written.
  public let summary: ExportSummary
  /// The beginning and the end of the graph that was written.
  public var outline: GraphOutline?
}
