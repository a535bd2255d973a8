public import ByteIO
import Checkpoints
public import ConversionKit
public import Diagnostics
import ModelIR

/// Reads the compiled graphs that MindSpore's callbacks write beside checkpoints.
public struct CompiledGraphImporter: Importer {
  /// Makes an importer.
  public init() {}

  public let format = FormatDescription(
    id: "mindspore-graph-meta", name: "MindSpore compiled graph", suffixes: ["-graph.meta"],
    summary: "graphs of training steps beside checkpoints, to bind checkpoints to (--architecture)")

  public func claim(_ source: SourceFile, prefix: [UInt8]) -> FormatClaim {
    if (try? Self.isGraph(source)) == true { return .structure }
    return format.matchesSuffix(of: source.path) ? .suffixOnly : .no
  }

  public func open(
    _ source: SourceFile, diagnostics: DiagnosticCollector
  ) throws -> any ImportedFile {
    if let foreign = ForeignFormat.recognise(
      try source.prefix(1024), byteCount: source.byteCount)
    {
      throw Diagnostic(
        .unknownFormat, "\(foreign); it is no compiled graph of MindSpore",
        at: Location(file: source.path))
    }
    return CompiledGraphFile(try CompiledGraph.read(source), format: format)
  }

  /// Whether the whole file has the fields of the compiled graphs' `ModelProto` and no others.
  private static func isGraph(_ source: SourceFile) throws(Diagnostic) -> Bool {
    var message = try MindIRMessage(source.wholeRange, path: "")
    var hasVersion = false
    var graph: MindIRMessage?
    for _ in 0..<64 {
      guard let field = try message.next() else { break }
      switch (field.number, field.value) {
      case (1, .varint(let version)): hasVersion = version == 1
      case (3, .varint), (2, .content), (5, .content): break
      case (4, .content) where graph == nil: graph = try message.nested(field, "graph")
      default: return false
      }
    }
    guard hasVersion, var graph else { return false }
    for _ in 0..<64 {
      guard let field = try graph.next() else { return true }
      guard (1...5).contains(field.number), case .content = field.value else { return false }
    }
    return true
  }
}

/// A compiled graph whose structure was read.
struct CompiledGraphFile: ImportedFile {
  let summary: FileSummary
  private let compiled: CompiledGraph

  init(_ compiled: CompiledGraph, format: FormatDescription) {
    self.compiled = compiled
    var text = "graph of a training step"
    if let program = try? InferenceCut(compiled).program {
      let count = program.main.parameters.count
      text +=
        ", the model in it has \(count) parameter\(count == 1 ? "" : "s") and "
        + "\(program.main.inputs.count) input\(program.main.inputs.count == 1 ? "" : "s")"
    }
    summary = FileSummary(
      format: format, framework: Framework.mindspore.displayName, frameworkVersion: nil,
      facts: [
        MetadataEntry("graph", String(compiled.name.prefix(200))),
        MetadataEntry("nodes", "\(compiled.nodes.count)"),
        MetadataEntry("parameters", "\(compiled.parameters.count)"),
      ], entries: [StoredEntry(path: "", kind: .model, text: text)])
  }

  func tensors() throws -> [StoredTensor] { [] }

  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    _ = try InferenceCut(compiled)
    throw Diagnostic(
      .mindSporeValueMissing,
      "the file has the graph of a training step without its weights; convert a checkpoint with "
        + "--architecture \(SourceFile.name(of: compiled.source.path))",
      at: Location(file: compiled.source.path))
  }

  func makeModel(
    _ request: ModelRequest, weights: [(name: String, weight: Weight)],
    diagnostics: DiagnosticCollector
  ) throws -> Model? {
    try GraphModel(
      try InferenceCut(compiled).program.replacingWeights(weights), name: name,
      metadata: [MetadataEntry("framework", Framework.mindspore.displayName)]
    ).makeModel(request, diagnostics: diagnostics)
  }

  func moduleTree(selection: String?) throws -> ModuleTree? {
    ParameterTree(try InferenceCut(compiled).program.main.parameters).tree(text: name)
  }

  private var name: String {
    let file = SourceFile.name(of: compiled.source.path)
    return file.hasSuffix("-graph.meta") ? String(file.dropLast(11)) : file
  }
}
