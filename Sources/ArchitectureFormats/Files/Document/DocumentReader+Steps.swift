import ModelIR
import YAMLText

extension DocumentReader {
  /// The steps of a list.
  mutating func steps(_ node: YAMLNode) -> [StepDefinition] {
    guard case .sequence(let items) = node.content else {
      report("steps are a list, \(node.kindText) is found", at: node.mark)
      return []
    }
    var steps: [StepDefinition] = []
    for item in items {
      if let step = step(item) { steps.append(step) }
    }
    return steps
  }

  private mutating func step(_ node: YAMLNode) -> StepDefinition? {
    guard var fields = fields(of: node, "a step") else { return nil }
    let condition = fields.take("when").flatMap { template($0) }
    let operations = ["kind", "parameter", "repeat"].filter { fields.has($0) }
    guard operations.count == 1 else {
      report(
        operations.isEmpty
          ? "a step needs a 'kind', a 'parameter' or a 'repeat'"
          : "a step has \(operations.map { "'\($0)'" }.joined(separator: " and ")), one is allowed",
        at: node.mark)
      return nil
    }
    if operations == ["repeat"] {
      return repetition(&fields, condition: condition, at: node.mark)
    }
    let name = fields.take("name").flatMap { template($0) }
    let inputs = fields.take("from").map { node in items(node).compactMap { template($0) } }
    let results = fields.take("as").map { node in items(node).compactMap { template($0) } } ?? []
    let operation: StepDefinition.Operation?
    if operations == ["parameter"] {
      operation = parameter(&fields)
      reportRest(of: fields, "a 'parameter' step")
      if name != nil || inputs != nil {
        report("a 'parameter' step has no 'name' and no 'from'", at: node.mark)
      }
    } else {
      operation = kind(&fields, at: node.mark)
    }
    return operation.map {
      StepDefinition(
        mark: node.mark, operation: $0, name: name, inputs: inputs, results: results,
        condition: condition)
    }
  }

  private mutating func kind(
    _ fields: inout YAMLFields, at mark: YAMLMark
  ) -> StepDefinition.Operation? {
    guard let kind = fields.take("kind").flatMap({ template($0) }) else { return nil }
    if let node = fields.take("forward") {
      let steps = steps(node)
      if kind.constantText != "Sequential" {
        report("only a 'repeat' and a 'Sequential' have steps of their own", at: node.mark)
      }
      reportRest(of: fields, "a 'Sequential' step")
      return .sequential(steps)
    }
    let settings = fields.rest.compactMap { entry in
      template(entry.value).map { Template.Entry(name: entry.key, value: $0) }
    }
    return .kind(kind, settings: settings)
  }

  private mutating func parameter(_ fields: inout YAMLFields) -> StepDefinition.Operation? {
    let name = fields.take("parameter").flatMap { template($0) }
    let shape = fields.take("shape").flatMap { template($0) }
    var isTrainable = true
    if let node = fields.take("trainable") {
      if case .boolean(let value) = node.content {
        isTrainable = value
      } else {
        report("'trainable' is true or false, \(node.kindText) is found", at: node.mark)
      }
    }
    let type = fields.take("type")
    let typeText = type.flatMap { text($0) }
    if let type, let typeText, ElementType(text: typeText) == nil {
      report("'\(typeText)' is no element type; f32, f16, i64 and bool are some", at: type.mark)
    }
    return name.map {
      .parameter(
        .init(name: $0, shape: shape, isTrainable: isTrainable, elementType: typeText))
    }
  }

  private mutating func repetition(
    _ fields: inout YAMLFields, condition: Template?, at mark: YAMLMark
  ) -> StepDefinition? {
    let list = fields.take("repeat").flatMap { template($0) }
    let item = fields.take("as").flatMap { node in
      text(node).map { name in
        identifier(name, at: node.mark)
        return name
      }
    }
    let index = fields.take("index").flatMap { node in
      text(node).map { name in
        identifier(name, at: node.mark)
        return name
      }
    }
    let steps: [StepDefinition]
    if let node = fields.take("forward") {
      steps = self.steps(node)
    } else {
      report("a 'repeat' has no 'forward'", at: mark)
      steps = []
    }
    reportRest(of: fields, "a 'repeat' step")
    return list.map {
      StepDefinition(
        mark: mark,
        operation: .repeat(.init(list: $0, item: item, index: index, steps: steps)),
        condition: condition)
    }
  }
}
