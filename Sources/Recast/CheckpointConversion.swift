import Architectures
import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// Writes the weights of a file as another framework stores them.
struct CheckpointConversion {
  let assembly: ModelAssembly
  let writer: any CheckpointWriter
  let outputPath: String
  let options: CheckpointOptions

  /// Reads, translates and writes the weights.
  ///
  /// - Throws: what reading, binding to an architecture, translating or writing raises.
  func run(
    digest: SourceDigest, diagnostics: DiagnosticCollector, progress: WorkProgress
  ) throws -> ConversionReport {
    let opened = try assembly.opened(diagnostics)
    let stored = try assembly.file.moduleTree(selection: assembly.request.selection)
    let bound = try binding(of: opened, stored, diagnostics)
    var checkpoint = opened.checkpoint
    if let bound, bound.isGiven {
      checkpoint.entries = bound.architecture.bound.map {
        Checkpoint.Entry(name: $0.name, weight: $0.weight)
      }
      if bound.architecture.resolved.framework != .unspecified {
        checkpoint.framework = bound.architecture.resolved.framework
      }
    }
    checkpoint.metadata = opened.storedMetadata.merging(options.metadata)
    let framework = options.framework ?? writer.framework
    checkpoint = try CheckpointTranslation(
      to: framework, modules: bound?.architecture.resolved.tree ?? stored,
      rewrites: options.renames
    ).apply(to: checkpoint, diagnostics: diagnostics)

    let conversion = options.elementType.map { ElementTypeConversion(of: checkpoint, to: $0) }
    if let conversion { checkpoint = conversion.checkpoint }

    let source = assembly.source
    try source.verifyUnchanged()
    progress.begin(
      .writing(
        byteCount: checkpoint.entries.reduce(0) { $0.addingSaturated($1.weight.byteCount) }))
    let summary = try writer.write(
      CheckpointContent(
        checkpoint: checkpoint, modules: bound?.modules,
        provenance: assembly.provenance(digest: digest, model: checkpoint.selection)),
      to: outputPath, options: options, diagnostics: diagnostics)
    conversion?.report(to: diagnostics)
    if options.form == nil, writer.features.forms.contains(.model), bound?.modules == nil,
      let stored, stored.elementCount > 0
    {
      diagnostics.emit(
        Diagnostic(
          .checkpointModelLeftOut, severity: .note,
          """
          the input is a model, of which the output holds the weights alone; to write a model give \
          its layers with --architecture
          """, at: Location(file: outputPath)))
    }
    return ConversionReport(
      source: assembly.format, sourceDigest: try digest.hexadecimal(), model: checkpoint.selection,
      architecture: bound?.architecture.name, isRecognised: bound.map { !$0.isGiven } ?? false,
      target: writer.format, summary: summary)
  }

  /// An architecture that has the weights, and whether the user gave it.
  private struct KnownArchitecture {
    let architecture: BoundArchitecture
    let isGiven: Bool

    /// The modules with their weights in the vocabulary of layers.
    var modules: CheckpointContent.Modules? {
      guard architecture.resolved.graph == nil else { return nil }
      return CheckpointContent.Modules(
        tree: architecture.resolved.tree, weights: architecture.layerWeights)
    }
  }

  /// The architecture that the user gives; else the one that the weights are recognised to be of,
  /// which only tells what the entries are.
  private func binding(
    of opened: OpenedCheckpoint, _ modules: ModuleTree?, _ diagnostics: DiagnosticCollector
  ) throws -> KnownArchitecture? {
    if assembly.binding.architecture != nil {
      let architecture = try assembly.givenArchitecture(
        for: opened.checkpoint.framework, diagnostics)
      let translated = try opened.translated(
        for: architecture, modules: modules, overrides: assembly.binding.overrides, diagnostics)
      return KnownArchitecture(
        architecture: try assembly.bind(translated, to: architecture, diagnostics), isGiven: true)
    }
    let matches = assembly.architectures.recognised(opened.checkpoint)
    guard matches.count == 1, let match = matches.first else { return nil }
    let silent = DiagnosticCollector()
    return (try? assembly.bind(opened, to: match.architecture, silent)).map {
      KnownArchitecture(architecture: $0, isGiven: false)
    }
  }
}
