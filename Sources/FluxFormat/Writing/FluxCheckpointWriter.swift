import BSON
import ByteIO
public import Checkpoints
public import ConversionKit
public import Diagnostics
import ModelIR

/// Writes files as Flux users save them with BSON.jl: models, named weights, lists of weights, and what
/// belongs to a training beside them.
public struct FluxCheckpointWriter: CheckpointWriter {
  /// Makes a writer.
  public init() {}

  public let format = FormatDescription(
    id: "flux-bson", name: "Flux model in BSON.jl", suffixes: [".bson"],
    summary: "models of Flux 0.16, weights and checkpoints, for BSON.load")

  public let framework = Framework.flux

  public let features = CheckpointFeatures(
    forms: CheckpointOptions.Form.allCases, hasMetadata: true)

  /// Writes `model` where there are modules and nothing else is asked for, else `weights`; the metadata
  /// beside them unless the form is the weights alone.
  ///
  /// - Throws: a ``DiagnosticList`` of everything that Flux or Julia cannot express,
  ///   ``DiagnosticCode/architectureNeeded`` for a model without modules,
  ///   ``DiagnosticCode/bsonTooLarge``, and what reading and writing raise.
  public func write(
    _ content: CheckpointContent, to path: String, options: CheckpointOptions,
    diagnostics: DiagnosticCollector
  ) throws -> ExportSummary {
    try features.check(options, for: format)
    do {
      let contents = try FluxFileContents(
        content, options: options, path: path, diagnostics: diagnostics)
      let encoder = JuliaEncoder()
      let writer = try BSONWriter(encoder.root(of: contents.members))
      let arrays = encoder.payloads
      var output = try OutputFile(replacing: path)
      try writer.write(to: &output) { (index, sink: inout OutputFile) throws(Diagnostic) in
        try arrays[index].write(to: &sink)
      }
      try content.provenance.confirmSources(of: arrays)
      let byteCount = output.position
      try output.commit()
      return ExportSummary(
        checkpoint: [.init(path: path, byteCount: byteCount)], entryCount: contents.entryCount)
    } catch let error as Diagnostic {
      throw error.located(at: Location(file: path))
    } catch let error as DiagnosticList {
      let located = error.diagnostics.map { $0.located(at: Location(file: path)) }
      throw DiagnosticList(located) ?? error
    }
  }
}

/// What stands at the top of a file.
struct FluxFileContents {
  /// The values by name, in the order of the file.
  private(set) var members: [(name: String, value: WrittenValue)] = []
  /// How many arrays of weights there are.
  let entryCount: Int

  init(
    _ content: CheckpointContent, options: CheckpointOptions, path: String,
    diagnostics: DiagnosticCollector
  ) throws {
    var metadata = content.checkpoint.metadata
    if options.form == .model { metadata = options.metadata }
    if options.form == .weights || options.form == .list { metadata = Hyperparameters() }
    let writesModel = options.form != .weights && options.form != .list
    if writesModel, let modules = content.modules {
      members = [
        ("model", try ModuleTranslation.model(of: modules, diagnostics: diagnostics))
      ]
      entryCount = modules.weights.count
    } else {
      guard options.form != .model else {
        throw Diagnostic(
          .architectureNeeded,
          "a model of Flux is layers with their weights; give the architecture with --architecture, "
            + "or write the weights alone with --form weights")
      }
      let arrays = try Self.arrays(content.checkpoint, to: path)
      entryCount = arrays.count
      members = [
        (
          "weights",
          options.form == .list
            ? .list(arrays.map { .array($0.array) }) : NamedCollection(arrays).value
        )
      ]
    }
    for note in metadata.entries {
      let isTaken = members.contains { $0.name == note.name }
      if !isTaken, WrittenValue.isKey(note.name), let value = WrittenValue(note.value) {
        members.append((note.name, value))
      } else {
        diagnostics.emit(
          Diagnostic(
            .fluxMetadataLeftOut, severity: .warning,
            "metadata of this name cannot stand in the file and is left out",
            at: Location(file: path, path: String(note.name.prefix(200)))))
      }
    }
  }

  /// The weights as arrays of Julia, all of them or none.
  private static func arrays(
    _ checkpoint: Checkpoint, to path: String
  ) throws -> [(name: String, array: WrittenArray)] {
    try checkpoint.requireWritable(in: path) { entry in
      if entry.name.isEmpty || !WrittenValue.isKey(entry.name) {
        return (
          .checkpointEntryName, "an array in a file of BSON.jl cannot have the name '\(entry.name)'"
        )
      }
      if WrittenArray(entry.weight) == nil {
        return (.checkpointElementType, "Julia has no elements of \(entry.weight.elementType)")
      }
      return nil
    }
    return checkpoint.entries.compactMap { entry in
      WrittenArray(entry.weight).map { (entry.name, $0) }
    }
  }
}
