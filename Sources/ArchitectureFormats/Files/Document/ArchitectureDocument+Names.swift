extension ArchitectureDocument {
  /// The names that expressions of the file ask for and that are settable: those that it defines
  /// itself, then those that it leaves to the checkpoint, in the order in which they occur.
  var settableNames: [String] {
    var names = NameCollector()
    names.found = definitions.map(\.name)
    for definition in definitions { names.add(definition.value) }
    for template in recognition { names.add(template) }
    for assumption in assumptions {
      names.add(assumption.text)
      if let condition = assumption.condition { names.add(condition) }
    }
    for named in inputs + outputs { names.add(named.value) }
    if let variant { names.add(variant) }
    names.add(forward)
    for module in modules {
      let outer = names.locals
      names.locals += module.arguments.map(\.name)
      for argument in module.arguments { if let value = argument.value { names.add(value) } }
      names.add(module.forward)
      names.locals = outer
    }
    return names.found
  }
}

/// Collects the names in expressions that are not local where they stand.
private struct NameCollector {
  var found: [String] = []
  var locals: [String] = []

  mutating func add(_ steps: [StepDefinition]) {
    for step in steps {
      let parts = [step.name, step.condition].compactMap { $0 }
      for template in parts + (step.inputs ?? []) + step.results { add(template) }
      switch step.operation {
      case .kind(let kind, let settings):
        add(kind)
        for setting in settings { add(setting.value) }
      case .sequential(let steps): add(steps)
      case .parameter(let parameter):
        add(parameter.name)
        if let shape = parameter.shape { add(shape) }
      case .repeat(let repetition):
        add(repetition.list)
        let outer = locals
        locals += [repetition.item, repetition.index].compactMap { $0 }
        add(repetition.steps)
        locals = outer
      }
    }
  }

  mutating func add(_ template: Template) {
    switch template.content {
    case .constant: break
    case .expression(let expression): add(expression)
    case .text(let segments):
      for segment in segments {
        if case .expression(let expression) = segment { add(expression) }
      }
    case .list(let items): for item in items { add(item) }
    case .mapping(let entries): for entry in entries { add(entry.value) }
    }
  }

  private mutating func add(_ expression: Expression) {
    switch expression {
    case .literal: break
    case .name(let name):
      if !locals.contains(name), !found.contains(name) { found.append(name) }
    case .list(let items), .call(_, let items): for item in items { add(item) }
    case .not(let inner), .negative(let inner): add(inner)
    case .element(let first, let second), .binary(_, let first, let second),
      .and(let first, let second), .or(let first, let second), .fallback(let first, let second):
      add(first)
      add(second)
    case .slice(let list, let first, let end):
      for part in [list, first, end] { if let part { add(part) } }
    case .conditional(let value, let condition, let other):
      add(value)
      add(condition)
      add(other)
    }
  }
}
