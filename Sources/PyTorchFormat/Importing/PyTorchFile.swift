import Architectures
import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import Pickle

/// A file of PyTorch whose directory and pickle were read.
struct PyTorchFile: ImportedFile {
  /// The path as the user gave it.
  let path: String
  /// What kind of file it is.
  let facts: [MetadataEntry]
  /// What is stored in it.
  let contents: TorchContents
  /// The graph that it holds, if it does.
  let program: TorchProgram?

  /// Reads a file's directory and pickle; storages stay where they are.
  ///
  /// - Throws: a diagnostic for a damaged or foreign file, or one that asks to run something.
  init(_ source: SourceFile, diagnostics: DiagnosticCollector) throws(Diagnostic) {
    let location = Location(file: source.path)
    path = source.path
    do throws(Diagnostic) {
      let file = try TorchFile.open(source, diagnostics: diagnostics)
      contents = try Self.contents(of: file, path: source.path)
      facts = file.facts + contents.facts
      program = file.program
    } catch {
      throw error.located(at: location)
    }
    for diagnostic in contents.callsLeftOut {
      diagnostics.emit(diagnostic.located(at: location))
    }
  }

  private static func contents(
    of file: TorchFile, path: String
  ) throws(Diagnostic) -> TorchContents {
    switch file.content {
    case .object(let container):
      return try TorchContents(document(container, path: path).root)
    case .script(let module, let constants):
      let document = document(module, path: path)
      guard let constants else { return try TorchContents(document.root) }
      return try TorchContents(
        document.root, constants: Self.document(constants, path: path).root)
    case .weights(let table): return TorchContents(try list(of: table, path: path))
    }
  }

  private static func list(
    of table: TorchWeightTable, path: String
  ) throws(Diagnostic) -> TorchTensorList {
    var list = TorchTensorList()
    for entry in table.entries {
      do throws(Diagnostic) {
        switch entry.content {
        case .view(let view):
          list.append(try view.tensor().adding("role", entry.role.rawValue), named: entry.name)
        case .chunks(let tensor):
          list.append(
            try tensor.tensor().adding("role", entry.role.rawValue), named: entry.name)
        case .object(let container):
          list.append(
            try TorchTensorList(of: document(container, path: path).root, named: entry.name))
        }
      } catch {
        throw error.located(at: Location(path: entry.name))
      }
    }
    for dictionary in table.dictionaries {
      list.append(try TorchTensorList(of: document(dictionary.container, path: path).root))
    }
    return list
  }

  /// An object with the files that stand in its byte strings.
  static func document(
    _ container: any TorchContainer, nesting: Int = 0, path: String,
    spelledOut: TemporaryStorage = TemporaryStorage()
  ) -> TorchDocument {
    TorchDocument(container, nesting: nesting) { (bytes, outer) throws(Diagnostic) in
      var bytes = bytes
      // Protocol 2 spells bytes as a text, so that they are nowhere in the file as they are.
      if case .memory(let spelled) = bytes, outer.nesting < TorchFile.nestingLimit {
        bytes = .file(try spelledOut.append(spelled, displayPath: path))
      }
      let inner = try TorchFile.nested(bytes, nesting: outer.nesting + 1, in: path)
      return document(inner, nesting: outer.nesting + 1, path: path, spelledOut: spelledOut)
    }
  }

  var summary: FileSummary {
    FileSummary(
      format: PyTorchImporter().format, framework: "PyTorch", frameworkVersion: nil, facts: facts,
      entries: contents.entries.map { entry in
        let tree = contents.tree(of: entry)
        return StoredEntry(
          path: entry.path, kind: tree?.isComputable == true ? .model : entry.kind,
          text: entry.text, tree: tree)
      })
  }

  func tensors() throws -> [StoredTensor] { contents.storedTensors }

  func makeCheckpoint(
    selection: String?, diagnostics: DiagnosticCollector
  ) throws -> Checkpoint {
    let location = Location(file: path)
    let local = DiagnosticCollector()
    defer { local.drain().forEach { diagnostics.emit($0.located(at: location)) } }
    do throws(Diagnostic) {
      return try contents.checkpoint(at: selection, diagnostics: local)
    } catch {
      throw error.located(at: location)
    }
  }

  func moduleTree(selection: String?) throws -> ModuleTree? {
    do throws(Diagnostic) {
      return try contents.module(at: selection)?.reader.tree()
    } catch {
      throw error.located(at: Location(file: path))
    }
  }

  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    let location = Location(file: path)
    if case .exported(let records)? = program {
      return try makeModel(of: records, request, diagnostics: diagnostics)
    }
    if case .script(let archive)? = program {
      let local = DiagnosticCollector()
      defer { local.drain().forEach { diagnostics.emit($0.located(at: location)) } }
      do {
        return try ScriptModel(archive, contents: contents, path: path)
          .makeModel(request, diagnostics: local)
      } catch let error as Diagnostic {
        throw error.located(at: location)
      }
    }
    guard let module = try contents.module(at: request.selection) else {
      throw Diagnostic(
        .architectureNeeded,
        "the file holds weights and not how a network computes with them; "
          + "give an architecture with --architecture", at: location)
    }
    let reader = module.reader
    let tree = try reader.tree()
    let architecture = ResolvedArchitecture(
      name: reader.object.className.name, framework: .pytorch,
      className: reader.object.className.name, tree: tree)
    let weights = BoundWeights(try reader.state().map { ($0.name, $0.tensor.weight) })
    return try ModelBuilder(architecture, weights: weights).makeModel(request)
  }

  /// The model of an exported program.
  private func makeModel(
    of records: [ExportedProgramRecord], _ request: ModelRequest,
    diagnostics: DiagnosticCollector
  ) throws -> Model {
    let selected = records.filter { request.selection == nil || $0.name == request.selection }
    guard selected.count == 1, let record = selected.first else {
      throw Diagnostic(
        .torchPathNotFound,
        "the file holds the programs \(records.map { "'\($0.name)'" }.joined(separator: ", ")); "
          + "name one of them with --select", at: Location(file: path))
    }
    var weights: [ExactName: Weight] = [:]
    for entry in contents.list.entries { weights[ExactName(entry.name)] = entry.tensor.weight }
    let local = DiagnosticCollector()
    defer { local.drain().forEach { diagnostics.emit($0.located(at: Location(file: path))) } }
    let model = try ExportedModel(record, weights: weights, file: path)
    return try model.makeModel(request, diagnostics: local)
  }
}
