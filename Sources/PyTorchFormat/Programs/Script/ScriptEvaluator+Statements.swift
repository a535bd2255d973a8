import ATen
import Diagnostics
import ModelIR
import TorchScriptSource

/// How a block of statements ends.
enum ScriptFlow {
  case next
  case returned(ScriptValue)
  case broke
  case continued

  /// Whether the next statement follows.
  var goesOn: Bool {
    if case .next = self { return true }
    return false
  }
}

extension ScriptEvaluator {
  /// Runs the statements of a block.
  func run(_ block: ScriptBlock, _ frame: ScriptFrame) throws(Diagnostic) -> ScriptFlow {
    for id in block {
      try countStep(frame, id)
      let flow = try run(id, frame)
      guard flow.goesOn else { return flow }
    }
    return .next
  }

  private func run(
    _ id: ScriptStatementID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptFlow {
    switch frame.file[id] {
    case .evaluate(let expression): _ = try evaluate(expression, frame)
    case .assign(let target, let value): try assign(try evaluate(value, frame), to: target, frame)
    case .declare(let target, _, let value):
      if case .omitted = frame.file[value] { break }
      try assign(try evaluate(value, frame), to: target, frame)
    case .update(let target, let operation, let value):
      let result = try binary(operation, target, value, at: target, frame)
      try assign(result, to: target, frame)
    case .return(let value):
      if case .omitted = frame.file[value] { return .returned(.nothing) }
      return .returned(try evaluate(value, frame))
    case .if(let condition, let first, let second):
      return try nested(frame) { () throws(Diagnostic) in
        try branch(condition, first, second, frame)
      }
    case .for(let target, let iterable, let body):
      return try nested(frame) { () throws(Diagnostic) in
        try runFor(target, iterable, body, frame)
      }
    case .while(let condition, let body):
      return try nested(frame) { () throws(Diagnostic) in
        try runWhile(condition, body, frame)
      }
    case .with(let context, let target, let body):
      // What such objects do, switching gradients off for one, changes no result.
      let value = try evaluate(context, frame)
      if case .name(let name) = frame.file[target] { frame.variables[name] = value }
      return try nested(frame) { () throws(Diagnostic) in try run(body, frame) }
    case .raise(let exception):
      var message = "an exception"
      if case .omitted = frame.file[exception] {
      } else {
        message = description(of: try evaluate(exception, frame))
      }
      throw raised(message, exception, frame)
    case .assert(let condition, let message):
      try check(condition, message, frame)
    case .delete(let targets):
      for target in frame.file[targets] { try delete(target, frame) }
    case .define(let function):
      willHold(Array(frame.variables.values))
      frame.variables[frame.file[function].name] = .function(
        ScriptFunctionReference(frame.file, function, variables: frame.variables))
    case .pass: break
    case .break: return .broke
    case .continue: return .continued
    }
    return .next
  }

  // MARK: - Assignments

  /// Gives the targets of an assignment their values.
  func assign(
    _ value: ScriptValue, to target: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) {
    switch frame.file[target] {
    case .name(let name): frame.variables[name] = value
    case .attribute(let base, let name):
      switch try evaluate(base, frame) {
      case .object(let object):
        willChange(object, adding: [value])
        object.set(name, value)
      case .plain(.failed): break
      case let other:
        throw malformed(
          "'\(code.symbols[name])' is set of \(other.kind), which has no attributes", target, frame)
      }
    case .subscription(let base, let index):
      try setItem(
        of: try evaluate(base, frame), at: try evaluate(index, frame), value, target, frame)
    case .tuple(let targets), .list(let targets):
      let targets = frame.file[targets]
      if value.isFailed {
        for target in targets { try assign(value, to: target, frame) }
        return
      }
      if case .uninitialized = value {
        for target in targets { try assign(value, to: target, frame) }
        return
      }
      guard let items = value.items else {
        throw unsupported("\(value.kind) is taken apart", target, frame)
      }
      guard items.count == targets.count else {
        throw malformed(
          "\(items.count) values are assigned to \(targets.count) names", target, frame)
      }
      for (target, item) in zip(targets, items) {
        try nested(frame) { () throws(Diagnostic) in try assign(item, to: target, frame) }
      }
    default: throw unsupported("something is assigned to what is no variable", target, frame)
    }
  }

  /// Sets an item of a list or a dictionary.
  func setItem(
    of container: ScriptValue, at index: ScriptValue, _ value: ScriptValue,
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) {
    switch container {
    case .list(let list):
      let place = try place(of: index, in: list.items.count, id, frame)
      willChange(list, adding: [value])
      list.items[place] = value
    case .dictionary(let dictionary):
      guard let key = ScriptKey(index) else {
        throw unsupported("\(index.kind) is the key of a dictionary", id, frame)
      }
      willChange(dictionary, adding: [value])
      dictionary.set(key, value)
    case .plain(.failed): return
    default: throw unsupported("an item of \(container.kind) is set", id, frame)
    }
  }

  private func delete(
    _ target: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) {
    switch frame.file[target] {
    case .name(let name): frame.variables[name] = nil
    case .subscription(let base, let index):
      try deleteItem(of: try evaluate(base, frame), at: try evaluate(index, frame), target, frame)
    default: throw unsupported("something is deleted that is no variable", target, frame)
    }
  }

  /// Takes an item out of a list or a dictionary.
  func deleteItem(
    of container: ScriptValue, at index: ScriptValue, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) {
    switch container {
    case .list(let list):
      let place = try place(of: index, in: list.items.count, id, frame)
      willChange(list)
      list.items.remove(at: place)
    case .dictionary(let dictionary):
      willChange(dictionary)
      guard let key = ScriptKey(index), dictionary.remove(key) != nil else {
        throw malformed("a dictionary lacks a key that is deleted", id, frame)
      }
    case .plain(.failed): return
    default: throw unsupported("an item of \(container.kind) is deleted", id, frame)
    }
  }

  // MARK: - Exceptions

  /// That the program raises an exception.
  func raised(_ message: String, _ id: ScriptExpressionID, _ frame: ScriptFrame) -> Diagnostic {
    Diagnostic(
      .torchScriptRaised,
      "with these inputs the program raises an exception: \(message.prefix(300))",
      at: place(id, frame))
  }

  /// Takes note that a check is left out that only data can fail.
  func noteAssumption(_ exception: Diagnostic) {
    let message = exception.message.split(separator: ": ", maxSplits: 1).last ?? ""
    context.note(
      Diagnostic(
        .torchScriptAssumption, severity: .note,
        "a check depends on data and is left out: \(message)", at: exception.location))
  }

  private func check(
    _ condition: ScriptExpressionID, _ message: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) {
    switch try truth(of: try evaluate(condition, frame), condition, frame) {
    case .known(true), .failed: return
    case .runtime:
      noteAssumption(raised("an assertion fails", condition, frame))
    case .known(false):
      var text = "an assertion fails"
      if case .omitted = frame.file[message] {
      } else {
        text = description(of: try evaluate(message, frame))
      }
      throw raised(text, condition, frame)
    }
  }
}
