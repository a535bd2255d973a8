import ByteIO
import Checkpoints

/// Evaluates the expressions of one file for one checkpoint.
struct ExpressionEvaluator {
  /// The checkpoint's tensors; nothing without a checkpoint.
  let stored: StoredNames?
  /// What bounds the evaluation.
  var budget = ExpressionBudget()

  private let overrides: Hyperparameters
  private let metadata: CheckpointNames
  private let definitions: [Template.Entry]
  private let definitionIndices: [ExactName: Int]
  private var definitionResults: [Result<HyperparameterValue, ExpressionProblem>] = []

  /// Makes an evaluator.
  ///
  /// - Parameters:
  ///   - definitions: the file's own names, each of which sees those before it.
  ///   - overrides: what the user sets by name.
  init(
    stored: StoredNames?, definitions: [Template.Entry], overrides: Hyperparameters,
    metadata: CheckpointNames
  ) {
    self.stored = stored
    self.overrides = overrides
    self.metadata = metadata
    self.definitions = definitions
    definitionIndices = Dictionary(
      definitions.enumerated().map { (ExactName($0.element.name), $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The value of a template with its expressions evaluated.
  mutating func value(
    of template: Template, in scope: ExpressionScope
  ) throws(ExpressionProblem) -> HyperparameterValue {
    switch template.content {
    case .constant(let value): return value
    case .expression(let expression): return try evaluate(expression, in: scope)
    case .text(let segments):
      var text = ""
      for segment in segments {
        switch segment {
        case .text(let plain): text += plain
        case .expression(let expression):
          text += try Self.text(of: try evaluate(expression, in: scope))
        }
      }
      return try limited(text)
    case .list(let items):
      var values: [HyperparameterValue] = []
      for item in items { values.append(try value(of: item, in: scope)) }
      return try limited(values)
    case .mapping(let entries):
      var values = Hyperparameters()
      for entry in entries { values[entry.name] = try value(of: entry.value, in: scope) }
      return .mapping(values)
    }
  }

  /// Whether a condition holds.
  mutating func condition(
    _ template: Template, in scope: ExpressionScope
  ) throws(ExpressionProblem) -> Bool {
    try Self.truth(of: try value(of: template, in: scope))
  }

  /// The value of an expression.
  mutating func evaluate(
    _ expression: Expression, in scope: ExpressionScope
  ) throws(ExpressionProblem) -> HyperparameterValue {
    try budget.spend(1)
    switch expression {
    case .literal(let value): return value
    case .name(let name): return try value(ofName: name, in: scope)
    case .list(let items):
      var values: [HyperparameterValue] = []
      for item in items { values.append(try evaluate(item, in: scope)) }
      return try limited(values)
    case .element(let list, let index):
      return try Self.element(
        of: try evaluate(list, in: scope), at: try evaluate(index, in: scope))
    case .slice(let list, let first, let end):
      let items = try Self.items(of: try evaluate(list, in: scope), "a slice")
      var bounds = (0, items.count)
      if let first { bounds.0 = try Self.integer(of: try evaluate(first, in: scope), "a slice") }
      if let end { bounds.1 = try Self.integer(of: try evaluate(end, in: scope), "a slice") }
      return .list(Self.slice(of: items, from: bounds.0, to: bounds.1))
    case .not(let inner):
      return .boolean(!(try Self.truth(of: try evaluate(inner, in: scope))))
    case .negative(let inner): return try Self.negated(try evaluate(inner, in: scope))
    case .binary(let symbol, let left, let right):
      let operands = (try evaluate(left, in: scope), try evaluate(right, in: scope))
      return try apply(symbol, operands.0, operands.1)
    case .and(let left, let right):
      guard try Self.truth(of: try evaluate(left, in: scope)) else { return .boolean(false) }
      return .boolean(try Self.truth(of: try evaluate(right, in: scope)))
    case .or(let left, let right):
      if try Self.truth(of: try evaluate(left, in: scope)) { return .boolean(true) }
      return .boolean(try Self.truth(of: try evaluate(right, in: scope)))
    case .conditional(let value, let condition, let other):
      return try Self.truth(of: try evaluate(condition, in: scope))
        ? try evaluate(value, in: scope) : try evaluate(other, in: scope)
    case .fallback(let first, let other):
      do throws(ExpressionProblem) {
        let value = try evaluate(first, in: scope)
        if value != HyperparameterValue.none { return value }
      } catch {
        guard error.isUnknown else { throw error }
      }
      return try evaluate(other, in: scope)
    case .call(let function, let arguments):
      var values: [HyperparameterValue] = []
      for argument in arguments { values.append(try evaluate(argument, in: scope)) }
      return try call(function, values, in: scope)
    }
  }

  /// The value of a name: local, set by the user, the file's own, or the checkpoint's.
  mutating func value(
    ofName name: String, in scope: ExpressionScope = ExpressionScope()
  ) throws(ExpressionProblem) -> HyperparameterValue {
    if let local = scope[name] { return local }
    if let override = overrides[name] { return override }
    if let index = definitionIndices[ExactName(name)] {
      // Inside of a definition only those before it are there.
      if index < definitionResults.count { return try definitionResults[index].get() }
      if !isDefining {
        define(through: index)
        return try definitionResults[index].get()
      }
    }
    if let value = metadata[name] { return value }
    throw ExpressionProblem(
      "'\(name)' is not known: neither the file nor the checkpoint's own metadata has it; "
        + "give it with --set \(name)=VALUE",
      isUnknown: true)
  }

  private var isDefining = false

  private mutating func define(through last: Int) {
    isDefining = true
    defer { isDefining = false }
    while definitionResults.count <= last {
      let template = definitions[definitionResults.count].value
      do throws(ExpressionProblem) {
        definitionResults.append(.success(try value(of: template, in: ExpressionScope())))
      } catch {
        definitionResults.append(.failure(error))
      }
    }
  }

  /// A text that is short enough to keep.
  func limited(_ text: String) throws(ExpressionProblem) -> HyperparameterValue {
    guard text.utf8.count <= ExpressionBudget.textLimit else {
      throw ExpressionProblem("a text is longer than \(ExpressionBudget.textLimit) bytes")
    }
    return .text(text)
  }

  /// A list that is short enough to keep, all lists in it counted.
  mutating func limited(
    _ items: [HyperparameterValue]
  ) throws(ExpressionProblem) -> HyperparameterValue {
    var count = 0
    var pending = [items[...]]
    while var open = pending.popLast() {
      guard let item = open.popFirst() else { continue }
      pending.append(open)
      count += 1
      if case .list(let inner) = item { pending.append(inner[...]) }
      guard count <= ExpressionBudget.listLimit, pending.count <= ExpressionBudget.listDepth else {
        throw ExpressionProblem(
          "a list holds more than \(ExpressionBudget.listLimit) values, or nests them more than "
            + "\(ExpressionBudget.listDepth) deep")
      }
    }
    try budget.spend(count)
    return .list(items)
  }
}
