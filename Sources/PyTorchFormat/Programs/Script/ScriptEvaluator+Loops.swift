import ATen
import Diagnostics
import ModelIR
import TorchScriptSource

extension ScriptEvaluator {
  // MARK: - Loops that are unrolled

  /// Runs a `for`.
  func runFor(
    _ target: ScriptExpressionID, _ iterable: ScriptExpressionID, _ body: ScriptBlock,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptFlow {
    guard let bounds = rangeArguments(iterable, frame) else {
      let value = try evaluate(iterable, frame)
      if value.isFailed { return try runOnce(target, body, frame) }
      guard let items = value.items else {
        throw unsupported("a loop goes over \(value.kind)", iterable, frame)
      }
      return try unroll(items, target, body, iterable, frame)
    }
    var numbers: [ScriptValue] = []
    for bound in bounds { numbers.append(try evaluate(bound, frame)) }
    if numbers.contains(where: \.isFailed) { return try runOnce(target, body, frame) }
    if numbers.count == 1, numbers[0].integer == nil {
      return try loop(
        tripCount: numbers[0], condition: nil, target: target, body, iterable, frame)
    }
    let known = numbers.compactMap(\.integer)
    guard known.count == numbers.count, (1...3).contains(known.count) else {
      throw unsupported("a loop goes over a range that only the data says", iterable, frame)
    }
    let start = known.count > 1 ? known[0] : 0
    let end = known.count > 1 ? known[1] : known[0]
    let step = known.count > 2 ? known[2] : 1
    guard step != 0 else { throw malformed("a range has steps of 0", iterable, frame) }
    var items: [ScriptValue] = []
    for number in stride(from: start, to: end, by: step) {
      guard items.count < Self.mostIterations else { throw tooLong(iterable, frame) }
      items.append(.integer(number))
    }
    return try unroll(items, target, body, iterable, frame)
  }

  private func rangeArguments(
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) -> [ScriptExpressionID]? {
    guard case .call(let callee, let arguments) = frame.file[id],
      case .name(let name) = frame.file[callee], name == names.range
    else { return nil }
    return frame.file[arguments].map(\.value)
  }

  private func unroll(
    _ items: [ScriptValue], _ target: ScriptExpressionID, _ body: ScriptBlock,
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptFlow {
    guard items.count <= Self.mostIterations else { throw tooLong(id, frame) }
    for item in items {
      try assign(item, to: target, frame)
      switch try run(body, frame) {
      case .next, .continued: continue
      case .broke: return .next
      case .returned(let value): return .returned(value)
      }
    }
    return .next
  }

  /// Looks at a body whose number of iterations could not be converted.
  private func runOnce(
    _ target: ScriptExpressionID?, _ body: ScriptBlock, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptFlow {
    if let target { try assign(.plain(.failed), to: target, frame) }
    _ = try run(body, frame)
    for name in assigned(in: [body], frame) { frame.variables[name] = .plain(.failed) }
    return .next
  }

  /// Runs a `while`.
  func runWhile(
    _ condition: ScriptExpressionID, _ body: ScriptBlock, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptFlow {
    for _ in 0..<Self.mostIterations {
      switch try truth(of: try evaluate(condition, frame), condition, frame) {
      case .known(false): return .next
      case .failed: return try runOnce(nil, body, frame)
      case .runtime(let flag):
        return try loop(
          tripCount: nil, condition: (condition, flag), target: nil, body, condition, frame)
      case .known(true): break
      }
      switch try run(body, frame) {
      case .next, .continued: continue
      case .broke: return .next
      case .returned(let value): return .returned(value)
      }
    }
    throw tooLong(condition, frame)
  }

  private func tooLong(_ id: ScriptExpressionID, _ frame: ScriptFrame) -> Diagnostic {
    Diagnostic(
      .torchScriptOverSteps, "a loop has more than \(Self.mostIterations) iterations",
      at: place(id, frame))
  }

  // MARK: - Loops of the graph

  /// Builds a loop that runs as often as the data says.
  private func loop(
    tripCount: ScriptValue?, condition: (ScriptExpressionID, ValueID)?,
    target: ScriptExpressionID?, _ body: ScriptBlock, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptFlow {
    var count: ValueID?
    if let tripCount {
      switch try plain(tripCount, id, frame) {
      case .tensor(let tensor): count = try context.cast(try context.value(of: tensor), to: .int64)
      case let value: count = try context.constant(value)
      }
      guard count != nil else {
        throw unsupported("a loop runs \(tripCount.kind) times", id, frame)
      }
    }
    let carried = assigned(in: [body], frame).filter { frame.variables[$0] != nil }
    let plan = try planLoop(carried, target, condition?.0, body, id, frame)
    try data.prepareTensors(in: context)
    var initial: [ATenValue] = []
    for (name, merge) in zip(carried, plan.variables) {
      initial += try leaves(of: frame.variables[name] ?? .uninitialized, merge, id, frame)
    }
    for (container, merges) in plan.containers {
      for (value, merge) in zip(container.contents.values, merges) {
        initial += try leaves(of: value, merge, id, frame)
      }
    }
    var iterations = Dimension.unknown
    if case .plain(let number)? = tripCount, condition == nil {
      iterations = number.dimension ?? .unknown
    }
    let results = try context.loop(
      tripCount: count, iterations: iterations, condition: condition?.1, carried: initial
    ) { (iteration, values) throws(Diagnostic) in
      try iterate(plan, carried, target, condition?.0, body, iteration, values, id, frame)
    }
    var rest = results[...]
    for (name, merge) in zip(carried, plan.variables) {
      frame.variables[name] = try merge.value(&rest, in: self)
    }
    for (container, merges) in plan.containers {
      willChange(container)
      var contents = container.contents
      contents.values = try ScriptMerge.values(merges, &rest, in: self)
      container.contents = contents
    }
    for list in plan.growths {
      willChange(list)
      guard case .tensor(let stacked)? = rest.popFirst() else {
        list.items = [.plain(.failed)]
        continue
      }
      list.growth = ScriptGrowth(stacked: stacked)
    }
    return .next
  }

  /// What a loop carries from one iteration to the next.
  private struct LoopPlan {
    var variables: [ScriptMerge] = []
    var containers: [(container: ScriptContainer, merges: [ScriptMerge])] = []
    /// Lists to which every iteration appends a tensor.
    var growths: [ScriptList] = []
  }

  /// Evaluates an iteration in a graph that is thrown away, to see what it carries on.
  private func planLoop(
    _ carried: [ScriptSymbol], _ target: ScriptExpressionID?, _ condition: ScriptExpressionID?,
    _ body: ScriptBlock, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> LoopPlan {
    try data.prepareTensors(in: context)
    let (known, variables) = (problems, frame.variables)
    var types: [ATenTensor: TensorType] = [:]
    for name in carried {
      var outcome = ScriptOutcome()
      try recordTypes(of: variables[name] ?? .nothing, in: &outcome)
      types.merge(outcome.types) { first, _ in first }
    }
    try context.openSubgraph()
    var outcome = ScriptOutcome()
    do throws(Diagnostic) {
      for name in carried {
        frame.variables[name] = try abstract(variables[name] ?? .uninitialized, frame)
      }
      let number = try abstract(.integer(0), frame)
      outcome = try capture(frame) { () throws(Diagnostic) in
        if let target { try assign(number, to: target, frame) }
        return try run(body, frame)
      }
      for value in carried.map({ outcome.variables[$0] ?? .nothing })
        + outcome.changed.flatMap(\.after.values)
      {
        try recordTypes(of: value, in: &outcome)
      }
    } catch {
      _ = context.closeSubgraph()
      frame.variables = variables
      throw error
    }
    _ = context.closeSubgraph()
    frame.variables = variables
    problems = known
    guard outcome.flow.goesOn else {
      throw unsupported(
        "a loop that runs as often as the data says is left in its middle", id, frame)
    }
    types.merge(outcome.types) { first, _ in first }
    return try plan(outcome, carried, types, id, frame)
  }

  private func plan(
    _ outcome: ScriptOutcome, _ carried: [ScriptSymbol], _ types: [ATenTensor: TensorType],
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> LoopPlan {
    var plan = LoopPlan()
    func merge(_ before: ScriptValue, _ after: ScriptValue) throws(Diagnostic) -> ScriptMerge {
      let merge = try ScriptMerge(before, after, in: context) { types[$0] }
      if case .same(.undetermined(let reason)) = merge {
        if case .undetermined = before { return merge }
        throw unsupported("in a loop that runs as often as the data says, \(reason)", id, frame)
      }
      return merge
    }
    for name in carried {
      plan.variables.append(
        try merge(
          frame.variables[name] ?? .uninitialized, outcome.variables[name] ?? .uninitialized))
    }
    for (container, after) in outcome.changed {
      let before = container.contents
      if let list = container as? ScriptList, after.values.count > before.values.count {
        guard before.values.isEmpty, after.growth == nil, after.values.count == 1,
          after.values.last?.isLeaf ?? false
        else {
          throw unsupported(
            "a list gets items in a loop that runs as often as the data says, and not one tensor "
              + "each time", id, frame)
        }
        plan.growths.append(list)
        continue
      }
      guard before.keys == after.keys, before.values.count == after.values.count else {
        throw unsupported(
          "a list or dictionary changes its size in a loop that runs as often as the data says", id,
          frame)
      }
      var merges: [ScriptMerge] = []
      for (one, other) in zip(before.values, after.values) { merges.append(try merge(one, other)) }
      plan.containers.append((container, merges))
    }
    return plan
  }

  /// A value of which nothing is known but its type, as an iteration begins with.
  private func abstract(
    _ value: ScriptValue, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    func input(_ type: TensorType) -> ATenTensor { context.addInput(named: "carried", type) }
    switch value {
    case .stored(let tensor):
      return .plain(
        .tensor(
          input(TensorType(tensor.weight.elementType, Shape(fixed: tensor.weight.shape)))))
    case .plain(.tensor(let tensor)):
      return .plain(.tensor(input(try context.type(of: tensor))))
    case .plain(.integer), .plain(.size):
      let tensor = input(TensorType(.int64, []))
      return .plain(.size(try context.symbol(for: try context.value(of: tensor))))
    case .plain(.boolean): return .plain(.tensor(input(TensorType(.bool, []))))
    case .plain(.number), .plain(.quotient):
      return .plain(.tensor(input(TensorType(.float32, []))))
    case .tuple(var tuple):
      tuple.items = try abstract(tuple.items, frame)
      return .tuple(tuple)
    case .list(let list) where list.growth == nil:
      return try self.list(try abstract(list.items, frame))
    default: return value
    }
  }

  private func abstract(
    _ values: [ScriptValue], _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ScriptValue] {
    try context.countItems(values.count)
    return try nested(frame) { () throws(Diagnostic) in
      try values.map { value throws(Diagnostic) in try abstract(value, frame) }
    }
  }

  private func iterate(
    _ plan: LoopPlan, _ carried: [ScriptSymbol], _ target: ScriptExpressionID?,
    _ condition: ScriptExpressionID?, _ body: ScriptBlock, _ iteration: ATenValue,
    _ values: [ATenValue], _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ATenContext.Iteration {
    var rest = values[...]
    var next: ATenValue?
    let outcome = try capture(frame) { () throws(Diagnostic) in
      for (name, merge) in zip(carried, plan.variables) {
        if case .same(let value) = merge, value.isLeaf == false {
          frame.variables[name] = frame.variables[name] ?? value
        } else {
          frame.variables[name] = try merge.value(&rest, in: self)
        }
      }
      for (container, merges) in plan.containers {
        willChange(container)
        var contents = container.contents
        contents.values = try ScriptMerge.values(merges, &rest, in: self)
        container.contents = contents
      }
      if let target { try assign(value(iteration), to: target, frame) }
      let flow = try run(body, frame)
      if let condition {
        switch try truth(of: try evaluate(condition, frame), condition, frame) {
        case .known(let flag): next = .boolean(flag)
        case .failed: next = .failed
        case .runtime(let flag): next = context.tensor(flag)
        }
      }
      return flow
    }
    var leaves: [ATenValue] = []
    for (name, merge) in zip(carried, plan.variables) {
      leaves += try self.leaves(
        of: outcome.variables[name] ?? .uninitialized, merge, id, frame)
    }
    for (container, merges) in plan.containers {
      for (value, merge) in zip(outcome.contents(of: container).values, merges) {
        leaves += try self.leaves(of: value, merge, id, frame)
      }
    }
    var scanned: [ATenValue] = []
    for list in plan.growths {
      scanned.append(try plain(outcome.contents(of: list).values.last ?? .nothing, id, frame))
    }
    return ATenContext.Iteration(condition: next, carried: leaves, scanned: scanned)
  }
}
