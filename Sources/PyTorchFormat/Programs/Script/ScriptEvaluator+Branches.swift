import ATen
import Diagnostics
import ModelIR
import TorchScriptSource

extension DiagnosticCode {
  /// A branch has to be built again with what the other one was found to give; never shown.
  static let torchScriptRetry = DiagnosticCode(
    "torch.script-retry", kind: .unsupported, explanation: "A branch is built again.")
}

/// What a branch or an iteration leaves behind.
struct ScriptOutcome {
  /// How its block ended.
  var flow = ScriptFlow.next
  /// The variables.
  var variables: [ScriptSymbol: ScriptValue] = [:]
  /// The containers that changed.
  var changed: [(container: ScriptContainer, after: ScriptContents)] = []
  /// The types of the tensors that it leaves behind.
  var types: [ATenTensor: TensorType] = [:]

  /// The contents of a container.
  func contents(of container: ScriptContainer) -> ScriptContents {
    changed.first { $0.container === container }?.after ?? container.contents
  }

  /// The value that the block returns; nothing that is set for none.
  var returned: ScriptValue? {
    if case .returned(let value) = flow { return value }
    return nil
  }
}

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
    data.prepareTensors(in: context)
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
      frame.variables[name] = merge.value(&rest, in: self)
    }
    for (container, contents, merges) in plan.containers {
      willChange(container)
      var contents = contents
      contents.values = merges.map { $0.value(&rest, in: self) }
      container.contents = contents
    }
    guard let returned = plan.returned else { return .next }
    return .returned(returned.value(&rest, in: self))
  }
}

/// How everything that two branches leave behind becomes one.
struct ScriptBranchPlan {
  var variables: [ScriptMerge] = []
  var containers: [(container: ScriptContainer, contents: ScriptContents, merges: [ScriptMerge])] =
    []
  var returned: ScriptMerge?
  var leafCount = 0
}

/// One attempt to build both branches of a condition.
struct ScriptBranchAttempt {
  /// How the results become one; nothing before both were seen.
  private(set) var plan: ScriptBranchPlan?
  private let isPlanned: Bool
  /// What the first branch leaves behind.
  private(set) var first: ScriptOutcome?
  /// What the second branch leaves behind.
  private(set) var second: ScriptOutcome?
  private var guessed: [ScriptMerge] = []

  /// Begins an attempt, with what an earlier one found out.
  init(plan: ScriptBranchPlan?) {
    self.plan = plan
    isPlanned = plan != nil
  }

  /// The results of the first branch: as planned, or every tensor and number.
  mutating func finishFirst(
    _ outcome: ScriptOutcome, _ names: [ScriptSymbol], in evaluator: ScriptEvaluator,
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ATenValue] {
    var outcome = outcome
    try recordTypes(&outcome, names, evaluator)
    first = outcome
    if let plan {
      return try leaves(of: outcome, plan, names, evaluator, id, frame)
    }
    var leaves: [ATenValue] = []
    for value in Self.parts(outcome, names) {
      let merge = ScriptMerge(value, value) { _ in nil }
      guessed.append(merge)
      leaves += try evaluator.leaves(of: value, merge, id, frame)
    }
    return leaves
  }

  /// The results of the second branch.
  ///
  /// - Throws: ``DiagnosticCode/torchScriptRetry`` if the first one has to give others.
  mutating func finishSecond(
    _ outcome: ScriptOutcome, _ names: [ScriptSymbol], in evaluator: ScriptEvaluator,
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ATenValue] {
    var outcome = outcome
    try recordTypes(&outcome, names, evaluator)
    second = outcome
    guard let first else { return [] }
    if isPlanned, let plan {
      return try leaves(of: outcome, plan, names, evaluator, id, frame)
    }
    var made = try Self.plan(first, outcome, names, evaluator, id, frame)
    let leaves = try leaves(of: outcome, made, names, evaluator, id, frame)
    made.leafCount = leaves.count
    plan = made
    let merges =
      made.variables + (made.returned.map { [$0] } ?? [])
    guard made.containers.isEmpty, merges.count == guessed.count,
      zip(guessed, merges).allSatisfy({ $0.hasSameLeaves(as: $1) })
    else {
      throw Diagnostic(.torchScriptRetry, "a branch is built again")
    }
    return leaves
  }

  private static func parts(_ outcome: ScriptOutcome, _ names: [ScriptSymbol]) -> [ScriptValue] {
    names.map { outcome.variables[$0] ?? .uninitialized }
      + (outcome.returned.map { [$0] } ?? [])
  }

  private func recordTypes(
    _ outcome: inout ScriptOutcome, _ names: [ScriptSymbol], _ evaluator: ScriptEvaluator
  ) throws(Diagnostic) {
    for value in Self.parts(outcome, names) + outcome.changed.flatMap(\.after.values) {
      try evaluator.recordTypes(of: value, in: &outcome)
    }
  }

  private static func plan(
    _ first: ScriptOutcome, _ second: ScriptOutcome, _ names: [ScriptSymbol],
    _ evaluator: ScriptEvaluator, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptBranchPlan {
    func type(_ tensor: ATenTensor) -> TensorType? { first.types[tensor] ?? second.types[tensor] }
    var plan = ScriptBranchPlan()
    for name in names {
      plan.variables.append(
        ScriptMerge(
          first.variables[name] ?? .uninitialized, second.variables[name] ?? .uninitialized,
          type: type))
    }
    var containers = first.changed.map(\.container)
    for (container, _) in second.changed where !containers.contains(where: { $0 === container }) {
      containers.append(container)
    }
    for container in containers {
      let (a, b) = (first.contents(of: container), second.contents(of: container))
      guard a.keys == b.keys, a.values.count == b.values.count, a.growth == nil, b.growth == nil
      else {
        throw evaluator.unsupported(
          "a list or dictionary gets other items in one branch of a condition that depends on data",
          id, frame)
      }
      plan.containers.append(
        (container, a, zip(a.values, b.values).map { ScriptMerge($0, $1, type: type) }))
    }
    switch (first.flow, second.flow) {
    case (.next, .next): break
    case (.returned(let a), .returned(let b)):
      plan.returned = ScriptMerge(a, b, type: type)
    default:
      throw evaluator.unsupported(
        "a function returns, or a loop ends, in one branch of a condition that depends on data", id,
        frame)
    }
    return plan
  }

  private func leaves(
    of outcome: ScriptOutcome, _ plan: ScriptBranchPlan, _ names: [ScriptSymbol],
    _ evaluator: ScriptEvaluator, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ATenValue] {
    var leaves: [ATenValue] = []
    for (name, merge) in zip(names, plan.variables) {
      leaves += try evaluator.leaves(
        of: outcome.variables[name] ?? .uninitialized, merge, id, frame)
    }
    for (container, _, merges) in plan.containers {
      for (value, merge) in zip(outcome.contents(of: container).values, merges) {
        leaves += try evaluator.leaves(of: value, merge, id, frame)
      }
    }
    if let merge = plan.returned, let value = outcome.returned {
      leaves += try evaluator.leaves(of: value, merge, id, frame)
    }
    return leaves
  }
}
