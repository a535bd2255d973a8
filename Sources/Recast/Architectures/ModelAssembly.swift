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
    if binding.architecture != nil {
      let bound = try given(try opened(diagnostics), diagnostics)
      return Result(
        model: try bound.makeModel(request, diagnostics: diagnostics), architecture: bound.name)
    }
    do {
      return Result(model: try file.makeModel(request, diagnostics: diagnostics))
    } catch {
      guard Self.lacksArchitecture(error),
        let bound = try recognised(try opened(diagnostics), diagnostics)
      else { throw error }
      return Result(
        model: try bound.makeModel(request, diagnostics: diagnostics), architecture: bound.name,
        isRecognised: true)
    }
  }

  /// The weights, bound to the architecture that the user gives.
  func given(
    _ opened: OpenedCheckpoint, _ diagnostics: DiagnosticCollector
  ) throws -> BoundArchitecture {
    try bind(
      opened, to: try givenArchitecture(for: opened.checkpoint.framework, diagnostics), diagnostics)
  }

  /// The architecture that the user gives.
  ///
  /// - Parameter framework: the framework of the weights.
  func givenArchitecture(
    for framework: Framework, _ diagnostics: DiagnosticCollector
  ) throws -> any Architecture {
    try ArchitectureSource(
      text: binding.architecture ?? "", selection: binding.architectureSelection,
      framework: framework, formats: formats, architectures: architectures
    ).load(diagnostics: diagnostics)
  }

  /// The weights, bound to the shipped architecture that they are recognised to be of.
  private func recognised(
    _ opened: OpenedCheckpoint, _ diagnostics: DiagnosticCollector
  ) throws -> BoundArchitecture? {
    let matches = architectures.recognised(opened.checkpoint)
    guard let match = matches.first else { return nil }
    guard matches.count == 1 else {
      throw Diagnostic(
        .architectureAmbiguous,
        "the weights could be of \(matches.map(\.architecture.name).joined(separator: " or of ")); "
          + "choose with --architecture")
    }
    return try bind(opened, to: match.architecture, diagnostics)
  }

  /// The weights of the file.
  func opened(_ diagnostics: DiagnosticCollector) throws -> OpenedCheckpoint {
    try OpenedCheckpoint(
      source, format, file, selection: request.selection, diagnostics: diagnostics)
  }

  /// Weights, bound to an architecture.
  func bind(
    _ opened: OpenedCheckpoint, to architecture: any Architecture,
    _ diagnostics: DiagnosticCollector
  ) throws -> BoundArchitecture {
    try BoundArchitecture(
      opened, to: architecture, overrides: binding.overrides, isStrict: binding.isStrict,
      architectures: architectures, diagnostics: diagnostics)
  }

  /// What an output says of its source.
  func provenance(digest: SourceDigest, model: String) -> Provenance {
    Provenance(format: format.id, digest: digest, model: model)
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
