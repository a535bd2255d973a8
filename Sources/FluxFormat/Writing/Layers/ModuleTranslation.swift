import Architectures
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// Turns modules with weights, in PyTorch's vocabulary, into a model of Flux.
struct ModuleTranslation {
  private let weights: WeightTable
  private let diagnostics: DiagnosticCollector
  /// Everything that Flux has no equal for.
  private var problems: [Diagnostic] = []

  private static let mostProblems = 100
  private static let mostDepth = 120

  /// The model.
  ///
  /// - Throws: a list with every module and every step that Flux has no equal for.
  static func model(
    of modules: CheckpointContent.Modules, diagnostics: DiagnosticCollector
  ) throws -> WrittenValue {
    var translation = ModuleTranslation(
      weights: WeightTable(modules.weights), diagnostics: diagnostics)
    var rank: Int?
    let layers = translation.layers(of: modules.tree, &rank, depth: 0)
    var problems = Array(translation.problems.prefix(mostProblems))
    if let last = problems.last {
      let rest = translation.problems.count - problems.count
      problems[problems.count - 1].message =
        last.message + (rest > 0 ? " (and \(rest) more)" : "")
        + "; --form weights writes the weights alone"
    }
    if let list = DiagnosticList(problems) { throw list }
    return TranslatedSequence(layers).value
  }

  private init(weights: WeightTable, diagnostics: DiagnosticCollector) {
    self.weights = weights
    self.diagnostics = diagnostics
  }

  /// The layers that a module becomes: none for one that does nothing.
  private mutating func layers(
    of module: ModuleTree, _ rank: inout Int?, depth: Int
  ) -> [TranslatedLayer] {
    guard depth < Self.mostDepth else {
      add(module, "modules are nested more than \(Self.mostDepth) deep")
      return []
    }
    switch module.forward {
    case .layer: return layer(module, &rank)
    case .sequential:
      var sequence = TranslatedSequence()
      for child in module.children {
        sequence.append(layers(of: child, &rank, depth: depth + 1))
      }
      return sequence.joined
    case .steps(let steps):
      do throws(StepGraph.Problem) {
        let graph = try StepGraph(steps)
        return sequence(
          try graph.parts(), of: graph, steps, in: module, &rank, depth: depth
        ).joined
      } catch {
        add(module, error.text)
        return []
      }
    case .unknown:
      add(module, "nothing says what it computes")
      return []
    }
  }

  private mutating func layer(_ module: ModuleTree, _ rank: inout Int?) -> [TranslatedLayer] {
    do {
      let layer = try SourceLayer(
        kind: module.kind, path: module.path, given: module.hyperparameters, weights: weights)
      if let layer, ["DropPath", "StochasticDepth"].contains(layer.kind) {
        noteLeftOut(layer)
        return []
      }
      guard let layer, let translation = LayerTranslations.translation(of: layer.kind) else {
        add(module, "there is no such layer in Flux")
        return []
      }
      noteDifferences(of: layer)
      return try translation(layer, &rank)
    } catch let error as Diagnostic {
      problems.append(error)
    } catch {
      add(module, "\(error)")
    }
    return []
  }

  private mutating func sequence(
    _ parts: [StepGraph.Part], of graph: StepGraph, _ steps: ForwardSteps,
    in module: ModuleTree, _ rank: inout Int?, depth: Int
  ) -> TranslatedSequence {
    var sequence = TranslatedSequence()
    for part in parts {
      do {
        switch part {
        case .step(let index):
          switch steps.steps[index].operation {
          case .child(let child) where module.children.indices.contains(child):
            sequence.append(layers(of: module.children[child], &rank, depth: depth + 1))
          case .function:
            sequence.append(
              try FunctionTranslations.layers(call(graph, steps, index, in: module), &rank))
          default: add(module, "a step runs a child that is not there")
          }
        case .join(let index, let branches):
          var translated: [TranslatedSequence] = []
          let before = rank
          for (position, branch) in branches.enumerated() {
            var own = before
            translated.append(
              self.sequence(branch, of: graph, steps, in: module, &own, depth: depth + 1))
            // A branch without layers keeps what is known of the input.
            if position == 0 || rank == nil { rank = own ?? rank }
          }
          let call = call(graph, steps, index, in: module)
          if case .child = steps.steps[index].operation {
            throw call.inexpressible("it takes several inputs")
          }
          sequence.append(try FunctionTranslations.joined(call, translated, rank: rank))
        }
      } catch let error as Diagnostic {
        problems.append(error)
      } catch {
        add(module, "\(error)")
      }
    }
    return sequence
  }

  private func call(
    _ graph: StepGraph, _ steps: ForwardSteps, _ index: Int, in module: ModuleTree
  ) -> FunctionTranslations.Call {
    let step = steps.steps[index]
    let name =
      switch step.operation {
      case .function(let name): name
      case .child(let child):
        module.children.indices.contains(child) ? module.children[child].kind : ""
      case .parameter(let name): name
      }
    let parameter = graph.parameter(of: index).flatMap {
      weights[module.path.isEmpty ? $0 : "\(module.path).\($0)"]
    }
    return FunctionTranslations.Call(
      name: name, settings: step.settings, path: module.path, weights: weights,
      parameter: parameter)
  }

  private mutating func add(_ module: ModuleTree, _ text: String) {
    problems.append(
      Diagnostic(
        .fluxInexpressible, "\(module.kind): \(text)", at: Location(path: module.path)))
  }

  private func noteLeftOut(_ layer: SourceLayer) {
    diagnostics.emit(
      Diagnostic(
        .fluxDiffers, severity: .note,
        "\(layer.kind) is left out: it does something in training only, and Flux has no such layer",
        at: Location(path: layer.path)))
  }

  /// Says what a user of the model has to know.
  private func noteDifferences(of layer: SourceLayer) {
    func note(_ severity: Severity, _ text: String) {
      diagnostics.emit(
        Diagnostic(.fluxDiffers, severity: severity, text, at: Location(path: layer.path)))
    }
    switch layer.kind {
    case "Embedding": note(.note, "tokens count from 1 in Julia: add 1 to those of PyTorch")
    case "AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AdaptiveAvgPool3d", "AdaptiveMaxPool1d",
      "AdaptiveMaxPool2d", "AdaptiveMaxPool3d":
      let size = layer.settings["output_size"]
      let sizes = (size?.items ?? size.map { [$0] } ?? []).compactMap(\.integer)
      if sizes.contains(where: { $0 != 1 }) {
        note(
          .warning,
          "\(layer.kind) to \(size.map(\.description) ?? "") gives the same in Flux where the input's "
            + "sizes are multiples of that, and other cells where they are not")
      }
    default: break
    }
  }
}
