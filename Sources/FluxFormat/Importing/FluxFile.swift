import BSON
import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// A file of BSON.jl whose structure was read.
struct FluxFile: ImportedFile {
  let document: JuliaDocument
  let entries: [FluxEntry]

  init(_ source: SourceFile, diagnostics: DiagnosticCollector) throws(Diagnostic) {
    let location = Location(file: source.path)
    do throws(Diagnostic) {
      document = try JuliaDocument.read(source)
      entries = try FluxEntries(document: document).entries()
    } catch {
      throw error.located(at: location)
    }
    if document.bson.trailingByteCount > 0 {
      diagnostics.emit(
        Diagnostic(
          .fluxTrailingBytes, severity: .warning,
          "\(document.bson.trailingByteCount) bytes follow the document and were not read",
          at: location))
    }
  }

  var summary: FileSummary {
    let evidence = FluxEvidence(entries: entries, document: document)
    return FileSummary(
      format: FluxImporter().format, framework: evidence.isFlux ? "Flux" : nil,
      frameworkVersion: evidence.fluxRelease, facts: evidence.facts,
      entries: entries.map { entry in
        StoredEntry(
          path: entry.path, kind: entry.kind, text: entry.text, tree: entry.module?.tree())
      })
  }

  func tensors() throws -> [StoredTensor] {
    do throws(Diagnostic) {
      return try FluxTensors.list(document)
    } catch {
      throw error.located(at: Location(file: document.file.path))
    }
  }

  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    let location = Location(file: document.file.path)
    // Everything emitted on the way gets the file's name.
    let local = DiagnosticCollector()
    defer { local.drain().forEach { diagnostics.emit($0.located(at: location)) } }
    do {
      let module = try chosenModule(request, diagnostics: local)
      if let problems = DiagnosticList(
        module.problems().map { $0.located(at: location) })
      {
        throw problems
      }
      let graph = try FluxModelBuilder(request: request, diagnostics: local).graph(of: module)
      let evidence = FluxEvidence(entries: entries, document: document)
      return Model(
        graph: graph, name: module.path.isEmpty ? "model" : module.path,
        metadata: [MetadataEntry("framework", "Flux")]
          + (evidence.fluxRelease.map { [MetadataEntry("framework_version", $0)] } ?? [])
          + evidence.facts)
    } catch let error as Diagnostic {
      throw error.located(at: location)
    }
  }

  /// The module that the user selects, or the only model of the file.
  private func chosenModule(
    _ request: ModelRequest, diagnostics: DiagnosticCollector
  ) throws(Diagnostic) -> FluxModule {
    if let selection = request.selection {
      return try FluxSelection(document: document).module(at: selection)
    }
    guard let first = try onlyModel(), let module = first.module else { throw noModel() }
    let others = entries.filter { $0.path != first.path }
    if !others.isEmpty {
      let names = others.prefix(12).map { "\($0.path) (\($0.kind.rawValue))" }
      diagnostics.emit(
        Diagnostic(
          .fluxOthersLeftOut, severity: .note,
          "'\(first.path)' is exported; left out: \(names.joined(separator: ", "))"
            + (others.count > 12 ? " and \(others.count - 12) more" : "")))
    }
    return module
  }

  /// The entry with the file's only model; nothing if there is none.
  ///
  /// - Throws: ``DiagnosticCode/fluxAmbiguousModel`` if there are several.
  func onlyModel() throws(Diagnostic) -> FluxEntry? {
    var candidates = entries.filter { $0.kind == .model }
    if candidates.isEmpty {
      candidates = entries.filter { $0.module?.isFunctionOfLayers ?? false }
    }
    guard candidates.count <= 1 else {
      throw Diagnostic(
        .fluxAmbiguousModel,
        "the file holds \(candidates.count) models, choose one with --select: "
          + candidates.prefix(20).map(\.path).joined(separator: ", "))
    }
    return candidates.first
  }

  /// Why there is no model, and what could be selected instead.
  private func noModel() -> Diagnostic {
    let parts = entries.flatMap { $0.module?.exportableParts() ?? [] }
    if let opaque = entries.first(where: { $0.module?.isCallable == false }) {
      if case .unreadable(let reason, _, _) = opaque.module { return reason }
      let text =
        parts.isEmpty
        ? "no part of it is made of Flux layers alone"
        : "select a part that is made of Flux layers: "
          + parts.prefix(12).joined(separator: ", ")
      return Diagnostic(
        .fluxUnknownLayer,
        "'\(opaque.path)' is \(opaque.text), whose method is not in the file; \(text)",
        at: Location(path: opaque.path))
    }
    if let device = deviceArray() {
      return Diagnostic(
        .fluxDeviceArray, "\(device.summary): save cpu(model) instead of model",
        at: Location(path: device.path))
    }
    if entries.contains(where: { $0.kind == .checkpoint }) {
      let names = entries.filter { $0.kind == .checkpoint }.prefix(12).map(\.path)
      return Diagnostic(
        .fluxNoModel,
        "the file holds weights without a model (\(names.joined(separator: ", "))): an architecture is needed to convert them"
      )
    }
    return Diagnostic(
      .fluxNoModel,
      document.holdsJuliaValues
        ? "the file holds no layer of Flux, only: "
          + entries.prefix(12).map { "\($0.path) (\($0.text))" }.joined(separator: ", ")
        : "this is a BSON document without a Flux model: plain values such as a database or Keras writes"
    )
  }

  /// An array whose numbers stayed on a GPU, if the file has one at its top.
  private func deviceArray() -> JuliaDeviceArray? {
    guard case .document(let record)? = try? document.root() else { return nil }
    for index in 0..<record.count {
      guard let value = try? record.value(at: index) else { continue }
      if case .deviceArray(let array) = value { return array }
      guard let items = value.items else { continue }
      for position in 0..<min(items.count, 100) {
        if case .deviceArray(let array)? = try? items.value(at: position) { return array }
      }
    }
    return nil
  }
}

extension JuliaDocument {
  /// Whether anything at the top was written by BSON.jl, which tags what BSON has no type for.
  fileprivate var holdsJuliaValues: Bool {
    if bson["_backrefs"] != nil || bson["tag"] != nil { return true }
    return bson.elements.contains { element in
      element.value.document?["tag"] != nil
        || element.value.array?.elements.contains { $0.value.document?["tag"] != nil } == true
    }
  }
}
