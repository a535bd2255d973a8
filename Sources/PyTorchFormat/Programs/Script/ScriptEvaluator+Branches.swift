import ATen
import Diagnostics
import ModelIR
import TorchScriptSource

extension ScriptEvaluator {
  // MARK: - Statements and expressions

  /// Runs an `if`.
  func branch(
    _ condition: ScriptExpressionID, _ first: ScriptBlock, _ second: ScriptBlock,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptFlow {
    switch try truth(of: try evaluate(condition, frame), condition, frame) {
    case .known(let flag): return try run(flag ? first : second, frame)
    case .failed:
      _ = try run(first, frame)
      _ = try run(second, frame)
      for name in assigned(in: [first, second], frame) {
        frame.variables[name] = .plain(.failed)
      }
      return .next
    case .runtime(let flag):
      let both = Set(assigned(in: [first], frame)).intersection(assigned(in: [second], frame))
      let names = assigned(in: [first, second], frame).filter {
        both.contains($0) || frame.variables[$0] != nil
      }
      return try branch(on: flag, names: names, condition, frame) { () throws(Diagnostic) in
        try run(first, frame)
      } otherwise: { () throws(Diagnostic) in
        try run(second, frame)
      }
    }
  }

  /// The value of `first if condition else second`.
  func choose(
    _ condition: ScriptExpressionID, _ first: ScriptExpressionID, _ second: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    switch try truth(of: try evaluate(condition, frame), condition, frame) {
    case .known(let flag): return try evaluate(flag ? first : second, frame)
    case .failed: return .plain(.failed)
    case .runtime(let flag):
      let flow = try branch(on: flag, names: [], condition, frame) { () throws(Diagnostic) in
        .returned(try evaluate(first, frame))
      } otherwise: { () throws(Diagnostic) in
        .returned(try evaluate(second, frame))
      }
      if case .returned(let value) = flow { return value }
      return .nothing
    }
  }

  /// The variables that blocks set, in the order of the text.
  func assigned(in blocks: [ScriptBlock], _ frame: ScriptFrame) -> [ScriptSymbol] {
    let file = frame.file
    var names: [ScriptSymbol] = []
    var seen: Set<ScriptSymbol> = []
    var targets: [ScriptExpressionID] = []
    func add(_ target: ScriptExpressionID) {
      targets = [target]
      while let next = targets.popLast() {
        switch file[next] {
        case .name(let name):
          if seen.insert(name).inserted { names.append(name) }
        case .tuple(let items), .list(let items): targets += file[items].reversed()
        default: continue
        }
      }
    }
    func walk(_ block: ScriptBlock) {
      for id in block {
        switch file[id] {
        case .assign(let target, _), .declare(let target, _, _), .update(let target, _, _):
          add(target)
        case .if(_, let first, let second):
          walk(first)
          walk(second)
        case .for(let target, _, let body):
          add(target)
          walk(body)
        case .while(_, let body): walk(body)
        case .with(_, _, let body): walk(body)
        case .define(let function):
          if seen.insert(file[function].name).inserted { names.append(file[function].name) }
        default: continue
        }
      }
    }
    for block in blocks { walk(block) }
    return names
  }

  // MARK: - Branches of the graph

  /// Evaluates both sides of a condition that is known when the model runs.
  private func branch(
    on flag: ValueID, names: [ScriptSymbol], _ condition: ScriptExpressionID, _ frame: ScriptFrame,
    then first: () throws(Diagnostic) -> ScriptFlow,
    otherwise second: () throws(Diagnostic) -> ScriptFlow
  ) throws(Diagnostic) -> ScriptFlow {
    try data.prepareTensors(in: context)
    var plan: ScriptBranchPlan?
    for _ in 0..<3 {
      let known = problems
      var attempt = ScriptBranchAttempt(plan: plan)
      do throws(Diagnostic) {
        let results = try context.branch(on: flag) { () throws(Diagnostic) in
          try attempt.finishFirst(
            try capture(frame, first), names, in: self, condition, frame)
        } otherwise: { () throws(Diagnostic) in
          try attempt.finishSecond(
            try capture(frame, second), names, in: self, condition, frame)
        }
        guard let plan = attempt.plan else { break }
        return try keep(plan, results, names, frame)
      } catch {
        switch error.code {
        case .torchScriptRaised where attempt.first == nil:
          // One side raises: a graph cannot, so it is as if the condition were the other way round.
          noteAssumption(error)
          return try second()
        case .torchScriptRaised where attempt.second == nil:
          noteAssumption(error)
          return try first()
        case .torchScriptRetry where attempt.plan != nil:
          problems = known
          plan = attempt.plan
        default: throw error
        }
      }
    }
    throw unsupported("the two sides of a condition that depends on data differ", condition, frame)
  }

  /// Runs something and takes back what it changes, except in the graph.
  func capture(
    _ frame: ScriptFrame, _ body: () throws(Diagnostic) -> ScriptFlow
  ) throws(Diagnostic) -> ScriptOutcome {
    let variables = frame.variables
    changes.append(ScriptChanges())
    var outcome = ScriptOutcome()
    do throws(Diagnostic) {
      outcome.flow = try body()
    } catch {
      _ = changes[changes.count - 1].takeBack()
      changes.removeLast()
      frame.variables = variables
      throw error
    }
    outcome.variables = frame.variables
    outcome.changed = changes[changes.count - 1].takeBack()
    changes.removeLast()
    frame.variables = variables
    return outcome
  }

  /// Records the types of the tensors in a value, as long as their graph is open.
  func recordTypes(
    of value: ScriptValue, in outcome: inout ScriptOutcome, depth: Int = 0
  ) throws(Diagnostic) {
    guard depth < 64 else { return }
    try context.countItems(1)
    switch value {
    case .plain(.tensor(let tensor)): outcome.types[tensor] = try context.type(of: tensor)
    case .tuple, .list:
      for item in value.items ?? [] { try recordTypes(of: item, in: &outcome, depth: depth + 1) }
    case .dictionary(let dictionary):
      for item in dictionary.values {
        try recordTypes(of: item, in: &outcome, depth: depth + 1)
      }
    default: return
    }
  }

  /// The tensors and numbers of a value, as a merge needs them.
  func leaves(
    of value: ScriptValue, _ merge: ScriptMerge, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ATenValue] {
    switch merge {
    case .same: return []
    case .leaf(let type):
      if case .uninitialized = value, let type { return [try placeholder(type)] }
      return [try plain(value, id, frame)]
    case .tuple(_, let parts), .list(let parts), .dictionary(_, let parts):
      var items = [ScriptValue](repeating: .uninitialized, count: parts.count)
      if case .dictionary(let dictionary) = value {
        items = dictionary.values
      } else if let known = value.items {
        items = known
      }
      var leaves: [ATenValue] = []
      for (item, part) in zip(items, parts) {
        leaves += try self.leaves(of: item, part, id, frame)
      }
      return leaves
    }
  }

  /// A tensor that stands for one that is not set and never read.
  func placeholder(_ type: TensorType) throws(Diagnostic) -> ATenValue {
    let zero = try context.scalar(0, type.elementType)
    guard type.rank > 0 else { return context.tensor(zero) }
    return context.tensor(
      try context.expand(
        zero,
        to: type.shape.dimensions.map { size in
          size.text != nil && inputSymbols.isSuperset(of: size.symbols) ? size : 1
        }))
  }

  private func keep(
    _ plan: ScriptBranchPlan, _ results: [ATenValue], _ names: [ScriptSymbol],
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptFlow {
    var rest = results[...]
    if results.count != plan.leafCount { rest = [] }
    for (name, merge) in zip(names, plan.variables) {
      frame.variables[name] = try merge.value(&rest, in: self)
    }
    for (container, contents, merges) in plan.containers {
      willChange(container)
      var contents = contents
      contents.values = try ScriptMerge.values(merges, &rest, in: self)
      container.contents = contents
    }
    guard let returned = plan.returned else { return .next }
    return .returned(try returned.value(&rest, in: self))
  }
}
