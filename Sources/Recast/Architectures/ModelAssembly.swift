import Architectures
import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// Makes a model of an open file: of its own graph, or of its weights and an architecture.
struct ModelAssembly {
  let source: SourceFile
  let format: FormatDescription
  let file: any ImportedFile
  let request: ModelRequest
  let binding: BindingRequest
  let formats: FormatRegistry
  let architectures: ArchitectureRegistry

  /// A model and the architecture that weights without a graph were bound to.
  struct Result {
    let model: Model
    var architecture: String?
    var isRecognised = false
  }

  /// The model.
  ///
  /// - Throws: what the importer raises, or binding does.
  func assemble(diagnostics: DiagnosticCollector) throws -> Result {
    if let text = binding.architecture {
      let opened = try opened(diagnostics)
      let architecture = try ArchitectureSource(
        text: text, selection: binding.architectureSelection,
        framework: opened.checkpoint.framework, formats: formats, architectures: architectures
      ).load(diagnostics: diagnostics)
      let bound = try bind(opened, to: architecture, diagnostics)
      return Result(model: bound.model, architecture: bound.architecture)
    }
    do {
      return Result(model: try file.makeModel(request, diagnostics: diagnostics))
    } catch {
      guard Self.lacksArchitecture(error), let result = try recognised(diagnostics) else {
        throw error
      }
      return result
    }
  }

  /// The model of a shipped architecture that the weights are recognised to be of.
  private func recognised(_ diagnostics: DiagnosticCollector) throws -> Result? {
    let opened = try opened(diagnostics)
    let matches = architectures.recognised(opened.checkpoint)
    guard let match = matches.first else { return nil }
    guard matches.count == 1 else {
      throw Diagnostic(
        .architectureAmbiguous,
        "the weights could be of \(matches.map(\.architecture.name).joined(separator: " or of ")); "
          + "choose with --architecture")
    }
    let bound = try bind(opened, to: match.architecture, diagnostics)
    return Result(model: bound.model, architecture: bound.architecture, isRecognised: true)
  }

  private func opened(_ diagnostics: DiagnosticCollector) throws -> OpenedCheckpoint {
    try OpenedCheckpoint(
      source, format, file, selection: request.selection, diagnostics: diagnostics)
  }

  private func bind(
    _ opened: OpenedCheckpoint, to architecture: any Architecture,
    _ diagnostics: DiagnosticCollector
  ) throws -> BoundModel {
    try BoundModel(
      opened, to: architecture, overrides: binding.overrides, isStrict: binding.isStrict,
      request: request, architectures: architectures, diagnostics: diagnostics)
  }

  /// Whether an importer refused because the file has weights and nothing that computes with them.
  private static func lacksArchitecture(_ error: any Error) -> Bool {
    let codes: Set<DiagnosticCode> = [.architectureNeeded, .forwardUnknown, .unknownLayerKind]
    switch error {
    case let diagnostic as Diagnostic: return codes.contains(diagnostic.code)
    case let list as DiagnosticList: return list.diagnostics.allSatisfy { codes.contains($0.code) }
    default: return false
    }
  }
}
