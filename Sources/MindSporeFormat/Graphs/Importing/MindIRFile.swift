import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// A MindIR file whose structure was read.
struct MindIRFile: ImportedFile {
  let summary: FileSummary
  private let contents: MindIRContents

  init(_ contents: MindIRContents, format: FormatDescription) {
    self.contents = contents
    summary = FileSummary(contents, format: format)
  }

  func tensors() throws -> [StoredTensor] {
    try contents.weights().map { StoredTensor(name: $0.checkpointName, weight: $0.weight) }
  }

  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    try GraphModel(try contents.program(), name: name, metadata: metadata)
      .makeModel(request, diagnostics: diagnostics)
  }

  func makeModel(
    _ request: ModelRequest, weights: [(name: String, weight: Weight)],
    diagnostics: DiagnosticCollector
  ) throws -> Model? {
    // The parameters' own elements may be missing: a graph without its folder of variables.
    try GraphModel(
      try contents.program(weights: contents.outlines()).replacingWeights(weights), name: name,
      metadata: metadata
    ).makeModel(request, diagnostics: diagnostics)
  }

  func makeCheckpoint(
    selection: String?, diagnostics: DiagnosticCollector
  ) throws -> Checkpoint {
    let entries = try contents.weights().filter { parameter in
      guard let selection, !selection.isEmpty else { return true }
      return parameter.checkpointName == selection
        || parameter.checkpointName.hasPrefix("\(selection).")
    }
    if let selection, entries.isEmpty {
      throw Diagnostic(
        .mindIRNothingSelected, "no parameter is at or beneath '\(selection.prefix(200))'",
        at: Location(file: contents.source.path))
    }
    return Checkpoint(
      framework: .mindspore, selection: selection ?? "",
      entries: entries.map { Checkpoint.Entry(name: $0.checkpointName, weight: $0.weight) })
  }

  func moduleTree(selection: String?) throws -> ModuleTree? {
    ParameterTree(try contents.outlines()).tree(text: name)
  }

  private var name: String {
    let file = SourceFile.name(of: contents.source.path)
    return file.hasSuffix(".mindir") ? String(file.dropLast(7)) : file
  }

  private var metadata: [MetadataEntry] {
    var entries = [MetadataEntry("framework", Framework.mindspore.displayName)]
    if !contents.modelVersion.isEmpty {
      entries.append(
        MetadataEntry("mindspore_version", String(contents.modelVersion.prefix(100))))
    }
    return entries
  }
}

extension FileSummary {
  fileprivate init(_ contents: MindIRContents, format: FormatDescription) {
    var facts = [MetadataEntry("ir_version", String(contents.irVersion.prefix(100)))]
    if let version = contents.mindIRVersion {
      facts.append(MetadataEntry("mind_ir_version", "\(version)"))
    }
    if let graph = contents.graphs.first {
      facts.append(MetadataEntry("graph", String(graph.name.prefix(200))))
      facts.append(
        MetadataEntry("nodes", "\(contents.graphs.reduce(0) { $0 + $1.nodes.count })"))
      facts.append(MetadataEntry("inputs", "\(graph.inputs.count)"))
    }
    if contents.graphs.count > 1 {
      facts.append(MetadataEntry("functions", "\(contents.graphs.count - 1)"))
    }
    facts.append(MetadataEntry("primitives", "\(contents.primitives.count)"))
    if !contents.isLittleEndian { facts.append(MetadataEntry("byte_order", "big-endian")) }
    let count = contents.parameters.count
    self.init(
      format: format, framework: Framework.mindspore.displayName,
      frameworkVersion: contents.modelVersion.isEmpty
        ? nil : String(contents.modelVersion.prefix(100)),
      facts: facts,
      entries: [
        StoredEntry(
          path: "", kind: .model, text: "graph with \(count) parameter\(count == 1 ? "" : "s")")
      ])
  }
}
