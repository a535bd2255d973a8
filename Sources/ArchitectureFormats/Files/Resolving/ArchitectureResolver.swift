import Architectures
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import YAMLText

/// Makes modules with all sizes known of an architecture file and a checkpoint.
struct ArchitectureResolver {
  /// The most steps that may run, those of repeats and modules counted each time.
  private static let stepLimit = 200_000
  /// How many problems of one file are worth reading.
  private static let problemLimit = 100
  /// How deep modules may stand in each other.
  static let depthLimit = 64

  let document: ArchitectureDocument
  let file: String?
  let member: ArchitectureDocument.Variant?
  /// The checkpoint's tensors; nothing where there are none.
  let stored: StoredShapes?
  /// The same tensors, also under the names by which layers look for them.
  let layerStored: StoredShapes?
  /// What the file's framework calls the tensors of layers.
  let naming: ParameterNaming?
  /// What stands before the file's own names in the checkpoint.
  let entryPrefix: String
  let modules: [String: ModuleDefinition]
  var evaluator: ExpressionEvaluator
  private(set) var problems: [Diagnostic] = []
  private(set) var notes: [Diagnostic] = []
  private var stepCount = 0
  /// Whether a limit was reached, after which nothing is worth going on.
  private(set) var isExhausted = false

  /// Makes a resolver.
  ///
  /// - Throws: ``DiagnosticCode/architectureNameUnused`` for a name that the user sets and the file
  ///   does not ask for.
  init(
    _ architecture: ArchitectureFile, for checkpoint: Checkpoint, overrides: Hyperparameters
  ) throws(Diagnostic) {
    document = architecture.document
    file = architecture.file
    member = architecture.member
    if checkpoint.entries.isEmpty {
      stored = nil
      entryPrefix = ""
    } else {
      let tensors = CheckpointTensors(checkpoint)
      let all = tensors.shapes()
      entryPrefix = architecture.entryPrefix(in: tensors, all, metadata: checkpoint.metadata)
      stored = entryPrefix.isEmpty ? all : tensors.shapes(below: entryPrefix)
    }
    let naming = ParameterNaming(document.framework)
    self.naming = naming
    layerStored = stored.map { naming?.forLayers($0) ?? $0 }
    modules = Dictionary(
      document.modules.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
    let names = document.settableNames
    for entry in overrides.entries where !names.contains(entry.name) {
      throw Diagnostic(
        .architectureNameUnused,
        "'\(entry.name)' is set, and the architecture \(document.name) asks for "
          + (names.isEmpty ? "no names" : names.joined(separator: ", ")),
        at: Location(file: file))
    }
    var values = Hyperparameters()
    var first = ExpressionEvaluator(
      stored: nil, definitions: [], overrides: overrides, metadata: CheckpointNames(.init()))
    for entry in member?.values ?? [] {
      values[entry.name] = try? first.value(of: entry.value, in: ExpressionScope())
    }
    evaluator = ExpressionEvaluator(
      stored: stored.map { StoredNames($0) }, definitions: document.definitions,
      overrides: values.merging(overrides),
      metadata: CheckpointNames(checkpoint.metadata, prefix: entryPrefix))
  }

  /// The architecture; worth nothing if problems were found.
  mutating func resolved() -> ResolvedArchitecture {
    let className = document.classNames.first ?? document.name
    let inputs = inputs()
    var assembly = ModuleAssembly(
      path: "", name: nil, kind: className,
      inputs: document.inputs.isEmpty ? ["x"] : document.inputs.map(\.name))
    run(document.forward, in: &assembly, ExpressionScope(), depth: 0)
    var results: [String] = []
    var outputs: [String] = []
    for output in document.outputs {
      guard let written = evaluated(output.value, in: ExpressionScope()),
        written != HyperparameterValue.none,
        let name = text(output.value, in: ExpressionScope()),
        let value = value(named: name, in: assembly, at: output.value.mark)
      else { continue }
      results.append(value)
      outputs.append(output.name)
    }
    if document.outputs.isEmpty { results = [assembly.current] }
    noteAssumptions()
    return ResolvedArchitecture(
      name: document.name, variant: member?.name ?? variant(), framework: document.framework,
      className: className, tree: assembly.module(results: results), inputs: inputs,
      outputs: outputs, ignoredEntries: document.ignoredEntries,
      entryPrefix: entryPrefix)
  }

  /// Notes a problem at a place of the file.
  mutating func report(
    _ message: String, at mark: YAMLMark, code: DiagnosticCode = .architectureExpressionFailed
  ) {
    report(Diagnostic(code, message, at: mark.location))
  }

  /// Notes a problem that a layer or a function found, at the step that asks for it.
  mutating func report(_ problem: Diagnostic, at mark: YAMLMark) {
    var located = problem
    let place = "\(mark.line):\(mark.column)"
    located.location.path =
      problem.location.path.map { $0.isEmpty ? place : "\(place) \($0)" }
      ?? place
    report(located)
  }

  private mutating func report(_ problem: Diagnostic) {
    if problems.count < Self.problemLimit {
      problems.append(problem.located(at: Location(file: file)))
    }
  }

  /// Counts a step; false once there were too many.
  mutating func countStep(at mark: YAMLMark) -> Bool {
    stepCount += 1
    guard !isExhausted, stepCount > Self.stepLimit else { return !isExhausted }
    isExhausted = true
    report(
      "the file runs more than \(Self.stepLimit) steps", at: mark, code: .architectureOverLimit)
    return false
  }

  /// The value of a template; a problem is noted where it has none.
  mutating func evaluated(
    _ template: Template, in scope: ExpressionScope
  ) -> HyperparameterValue? {
    do throws(ExpressionProblem) {
      return try evaluator.value(of: template, in: scope)
    } catch {
      report(error.message, at: template.mark)
      return nil
    }
  }

  /// The text of a template; numbers are texts too.
  mutating func text(_ template: Template, in scope: ExpressionScope) -> String? {
    guard let value = evaluated(template, in: scope) else { return nil }
    switch value {
    case .text(let text): return text
    case .integer(let number): return String(number)
    default:
      report(
        "a text is expected here, \(ExpressionEvaluator.shown(value)) is found", at: template.mark)
      return nil
    }
  }

  private mutating func noteAssumptions() {
    for assumption in document.assumptions {
      if let condition = assumption.condition {
        guard case .boolean(true)? = evaluated(condition, in: ExpressionScope()) else { continue }
      }
      guard let text = text(assumption.text, in: ExpressionScope()) else { continue }
      notes.append(
        Diagnostic(
          .architectureAssumption, severity: .note, text,
          at: Location(path: document.name)))
    }
  }
}
