import Architectures
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// A model made of a checkpoint and an architecture.
struct BoundModel {
  /// The model.
  let model: Model
  /// The architecture, or which member of its family it is.
  let architecture: String

  /// Binds a checkpoint.
  ///
  /// - Parameter isStrict: whether entries that the architecture does not use are an error.
  /// - Throws: a list with every entry that is missing, mis-shaped or unexpected, and what could be
  ///   done; what building the graph raises.
  init(
    _ opened: OpenedCheckpoint, to architecture: any Architecture, overrides: Hyperparameters,
    isStrict: Bool, request: ModelRequest, architectures: ArchitectureRegistry,
    diagnostics: DiagnosticCollector
  ) throws {
    let resolved = try architecture.resolve(
      for: opened.unwrapped, overrides: overrides, diagnostics: diagnostics)
    let binding = Binding(
      opened.checkpoint, to: resolved.tree.expectedEntries, ignoring: resolved.ignoredEntries,
      entryPrefix: resolved.entryPrefix, isStrict: false)
    let name = resolved.variant ?? resolved.name
    if let problems = DiagnosticList(
      Self.problems(
        opened.checkpoint, resolved, binding.report, isStrict: isStrict, name: name, architectures))
    {
      throw problems
    }
    Self.remark(on: binding.report, isStrict: isStrict, diagnostics)
    // What is selected is in the checkpoint.
    var graphRequest = request
    graphRequest.selection = nil
    var model =
      try resolved.graph?.makeModel(graphRequest, weights: binding.bound, diagnostics: diagnostics)
      ?? ModelBuilder(resolved, weights: BoundWeights(resolved.layerWeights(binding.bound)))
      .makeModel(request)
    let namesFramework = model.metadata.contains { $0.key == "framework" }
    if resolved.framework != .unspecified, !namesFramework {
      model.metadata.insert(
        MetadataEntry("framework", resolved.framework.displayName), at: 0)
    }
    self.model = model
    self.architecture = name
  }

  private static func problems(
    _ checkpoint: Checkpoint, _ resolved: ResolvedArchitecture, _ report: BindingReport,
    isStrict: Bool, name: String, _ architectures: ArchitectureRegistry
  ) -> [Diagnostic] {
    var problems = report.shapeMismatches.map { mismatch in
      Diagnostic(
        .bindShapeMismatch,
        "\(name) expects \(mismatch.expected.shape), the checkpoint has \(mismatch.found)",
        at: Location(path: mismatch.expected.name))
    }
    problems += report.missing.map { entry in
      Diagnostic(
        .bindMissing, "\(name) expects \(entry.elementType)\(entry.shape), there is none",
        at: Location(path: entry.name))
    }
    if isStrict {
      problems += report.unexpected.map { entry in
        Diagnostic(
          .bindUnexpected,
          "\(name) does not use it; --no-strict leaves it out", at: Location(path: entry.name))
      }
    }
    guard !problems.isEmpty else { return [] }
    let advice = ArchitectureAdvice(
      checkpoint: checkpoint, architecture: resolved, report: report, architectures: architectures
    ).advice()
    return advice.map { Diagnostic(.bindAdvice, $0.text) } + problems
  }

  private static func remark(
    on report: BindingReport, isStrict: Bool, _ diagnostics: DiagnosticCollector
  ) {
    for text in report.adaptations {
      diagnostics.emit(Diagnostic(.bindAdapted, severity: .note, text))
    }
    func leftOut(_ names: [String], _ what: String) {
      guard let first = names.first else { return }
      let others = names.count > 1 ? " and \(names.count - 1) more" : ""
      diagnostics.emit(
        Diagnostic(.bindLeftOut, severity: .note, "left out: '\(first)'\(others), \(what)"))
    }
    leftOut(report.outside, "which is beside what the architecture describes")
    leftOut(report.unexpected.map(\.name), "which the architecture does not use")
    leftOut(report.optimizerEntries, "which only optimizers use")
  }
}
