import Architectures
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// A checkpoint's weights matched with an architecture that takes all of them.
struct BoundArchitecture {
  /// The architecture with all sizes known.
  let resolved: ResolvedArchitecture
  /// The weights under the architecture's names, in its order.
  let bound: [(name: String, weight: Weight)]
  /// The architecture, or which member of its family it is.
  var name: String { resolved.variant ?? resolved.name }

  /// Binds a checkpoint.
  ///
  /// - Parameter isStrict: whether entries that the architecture does not use are an error.
  /// - Throws: a list with every entry that is missing, mis-shaped or unexpected, and what could be
  ///   done.
  init(
    _ opened: OpenedCheckpoint, to architecture: any Architecture, overrides: Hyperparameters,
    isStrict: Bool, architectures: ArchitectureRegistry, diagnostics: DiagnosticCollector
  ) throws {
    resolved = try architecture.resolve(
      for: opened.unwrapped, overrides: overrides, diagnostics: diagnostics)
    let binding = Binding(
      opened.checkpoint, to: resolved.tree.expectedEntries, ignoring: resolved.ignoredEntries,
      entryPrefix: resolved.entryPrefix, isStrict: false)
    bound = binding.bound
    if let problems = DiagnosticList(
      Self.problems(
        opened.checkpoint, resolved, binding.report, isStrict: isStrict,
        name: resolved.variant ?? resolved.name, architectures))
    {
      throw problems
    }
    Self.remark(on: binding.report, isStrict: isStrict, diagnostics)
  }

  /// The weights under the names by which the architecture's layers look for them.
  var layerWeights: [(name: String, weight: Weight)] { resolved.layerWeights(bound) }

  /// The model.
  ///
  /// - Throws: what building the graph raises.
  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    // What is selected is in the checkpoint.
    var graphRequest = request
    graphRequest.selection = nil
    var model =
      try resolved.graph?.makeModel(graphRequest, weights: bound, diagnostics: diagnostics)
      ?? ModelBuilder(resolved, weights: BoundWeights(layerWeights)).makeModel(request)
    let namesFramework = model.metadata.contains { $0.key == "framework" }
    if resolved.framework != .unspecified, !namesFramework {
      model.metadata.insert(
        MetadataEntry("framework", resolved.framework.displayName), at: 0)
    }
    return model
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
