import Architectures
import YAMLText

extension DocumentReader {
  /// Notes what the whole document shows to be wrong: kinds that nothing defines, settings that a
  /// module does not take, values that no step gives.
  mutating func check(_ document: ArchitectureDocument) {
    var kinds: [String: ModuleDefinition] = [:]
    for module in document.modules {
      if LayerCatalog.layer(module.kind) != nil || module.kind == "Sequential" {
        report("'\(module.kind)' is a layer already, choose another name", at: module.mark)
      }
      kinds[module.kind] = module
    }
    let inputs = document.inputs.isEmpty ? ["x"] : document.inputs.map(\.name)
    var names = ValueNames(inputs)
    check(document.forward, &names, kinds)
    for output in document.outputs { check(value: output.value, names) }
    for module in document.modules {
      if module.inputs.isEmpty {
        report("the module \(module.kind) takes no value", at: module.mark)
      }
      var names = ValueNames(module.inputs)
      check(module.forward, &names, kinds)
      for result in module.results where !names.contains(result) {
        report("no step of \(module.kind) names its result '\(result)'", at: module.mark)
      }
    }
  }

  /// The names of values that a module's steps can take, as far as texts tell.
  private struct ValueNames {
    private var known: Set<String>
    /// Whether a name is made by an expression, so that any could be there.
    private var isOpen = false

    init(_ inputs: [String]) { known = Set(inputs + ["x"]) }

    func contains(_ name: String) -> Bool { isOpen || known.contains(name) }

    mutating func insert(_ template: Template) {
      if let text = template.constantText { known.insert(text) } else { isOpen = true }
    }
  }

  private mutating func check(
    _ steps: [StepDefinition], _ names: inout ValueNames, _ kinds: [String: ModuleDefinition]
  ) {
    for step in steps {
      if case .repeat(let repetition) = step.operation {
        // A later round may take what an earlier one gave.
        collect(repetition.steps, into: &names)
        check(repetition.steps, &names, kinds)
        continue
      }
      for input in step.inputs ?? [] { check(value: input, names) }
      switch step.operation {
      case .kind(let kind, let settings): check(kind, settings, kinds)
      case .sequential(let inner):
        var inside = ValueNames([])
        check(inner, &inside, kinds)
      case .parameter, .repeat: break
      }
      for result in step.results { names.insert(result) }
    }
  }

  private func collect(_ steps: [StepDefinition], into names: inout ValueNames) {
    for step in steps {
      if case .repeat(let repetition) = step.operation { collect(repetition.steps, into: &names) }
      for result in step.results { names.insert(result) }
    }
  }

  private mutating func check(value: Template, _ names: ValueNames) {
    guard let name = value.constantText, !names.contains(name) else { return }
    report("no value is called '\(name)' here", at: value.mark, code: .architectureUnknownValue)
  }

  private mutating func check(
    _ kind: Template, _ settings: [Template.Entry], _ kinds: [String: ModuleDefinition]
  ) {
    guard let name = kind.constantText else { return }
    if let module = kinds[name] {
      for setting in settings where !module.arguments.contains(where: { $0.name == setting.name }) {
        report(
          "'\(setting.name)' is no argument of \(name); it takes "
            + (module.arguments.isEmpty
              ? "none" : module.arguments.map(\.name).joined(separator: ", ")),
          at: setting.value.mark)
      }
      return
    }
    guard !KindNames.isKnown(name) else { return }
    report(
      "'\(name)' is no layer, no function and no module of this file"
        + (KindNames.suggestion(for: name).map { "; did you mean \($0)?" } ?? ""),
      at: kind.mark, code: .unknownLayerKind)
  }
}
