package import Diagnostics
package import ModelIR

extension ATenContext {
  /// Computes one of two results, as a condition says when the model runs.
  ///
  /// Whatever the branches write to is a tensor with the one or the other value afterwards.
  ///
  /// - Returns: the results; what is the same plain value in both stays one.
  /// - Throws: what the branches raise, and ``DiagnosticCode/atenOperatorUnsupported`` if their results
  ///   are of different kinds.
  package func branch(
    on condition: ValueID, then first: () throws(Diagnostic) -> [ATenValue],
    otherwise second: () throws(Diagnostic) -> [ATenValue]
  ) throws(Diagnostic) -> [ATenValue] {
    let flag = try cast(
      type(condition).rank == 0 ? condition : try add(Reshape(target: []), condition), to: .bool)
    var thenBranch = try run(first)
    var elseBranch = try run(second)
    guard !thenBranch.results.contains(where: \.holdsFailure),
      !elseBranch.results.contains(where: \.holdsFailure)
    else { return thenBranch.results.map { _ in .failed } }
    guard thenBranch.results.count == elseBranch.results.count else {
      throw unequalBranches()
    }
    var outputs = 0
    var results: [ResultForm] = []
    for (one, other) in zip(thenBranch.results, elseBranch.results) {
      results.append(try merge(one, other, &thenBranch, &elseBranch, &outputs))
    }
    var written = thenBranch.graph.written.map(\.tensor)
    for (tensor, _) in elseBranch.graph.written where !written.contains(tensor) {
      written.append(tensor)
    }
    for tensor in written {
      let outer = try value(of: tensor)
      try thenBranch.addOutput(written: tensor, or: outer, in: self, position: outputs)
      try elseBranch.addOutput(written: tensor, or: outer, in: self, position: outputs)
      outputs += 1
    }
    guard outputs > 0 else {
      return try results.map { form throws(Diagnostic) in try value(form, []) }
    }
    var order: [ValueID] = []
    for (outer, _) in thenBranch.graph.captures + elseBranch.graph.captures
    where !order.contains(outer) {
      order.append(outer)
    }
    for outer in order {
      let name = builder.graph[outer].name
      _ = thenBranch.graph.input(for: outer, named: name, type(outer))
      _ = elseBranch.graph.input(for: outer, named: name, type(outer))
    }
    thenBranch.graph.orderCaptures(order)
    elseBranch.graph.orderCaptures(order)
    let values = try addAll(
      If(thenBranch: thenBranch.graph.builder.graph, elseBranch: elseBranch.graph.builder.graph),
      [flag] + order)
    for (index, tensor) in written.enumerated() {
      try write(values[outputs - written.count + index], to: tensor)
    }
    return try results.map { form throws(Diagnostic) in try value(form, values) }
  }

  /// How a result of both branches is made of the outputs.
  private enum ResultForm {
    case plain(ATenValue)
    case tensor(Int)
    case integer(Int)
    case list([ResultForm], isTuple: Bool)
  }

  private func value(_ form: ResultForm, _ values: [ValueID]) throws(Diagnostic) -> ATenValue {
    switch form {
    case .plain(let value): return value
    case .tensor(let index):
      let tensor = newTensor(values[index])
      try registerSymbols(of: tensor)
      return .tensor(tensor)
    case .integer(let index): return ATenValue(try symbol(for: values[index]))
    case .list(let items, let isTuple):
      let items = try items.map { item throws(Diagnostic) in try value(item, values) }
      return isTuple ? .tuple(items) : .list(items)
    }
  }

  private func run(_ body: () throws(Diagnostic) -> [ATenValue]) throws(Diagnostic) -> ATenBranch {
    try openSubgraph()
    var sizes: [Dimension: ValueID] = [:]
    var tensors: [ATenTensor: ValueID] = [:]
    let results: [ATenValue]
    do throws(Diagnostic) {
      results = try body()
      var pending = results
      while let value = pending.popLast() {
        switch value {
        case .tensor(let tensor): tensors[tensor] = try self.value(of: tensor)
        case .size(let size): sizes[size] = try operand(of: size)
        case .list(let items), .tuple(let items): pending += items
        default: continue
        }
      }
    } catch {
      _ = closeSubgraph()
      throw error
    }
    return ATenBranch(
      graph: closeSubgraph(), results: results, tensors: tensors, sizes: sizes)
  }

  private func merge(
    _ one: ATenValue, _ other: ATenValue, _ first: inout ATenBranch, _ second: inout ATenBranch,
    _ outputs: inout Int
  ) throws(Diagnostic) -> ResultForm {
    switch (one, other) {
    case (.list(let a), .list(let b)), (.tuple(let a), .tuple(let b)):
      guard a.count == b.count else { throw unequalBranches() }
      var items: [ResultForm] = []
      for (x, y) in zip(a, b) { items.append(try merge(x, y, &first, &second, &outputs)) }
      if case .tuple = one { return .list(items, isTuple: true) }
      return .list(items, isTuple: false)
    case (.tensor, _), (_, .tensor): break
    case _ where one == other: return .plain(one)
    default: break
    }
    guard try first.addOutput(one, position: outputs),
      try second.addOutput(other, position: outputs)
    else { throw unequalBranches() }
    outputs += 1
    switch (one, other) {
    case (.integer, .integer), (.size, .integer), (.integer, .size), (.size, .size):
      return .integer(outputs - 1)
    default: return .tensor(outputs - 1)
    }
  }

  private func unequalBranches() -> Diagnostic {
    Diagnostic(
      .atenOperatorUnsupported,
      "the two branches of a condition that is known only when the model runs give values of "
        + "different kinds", at: location)
  }
}

/// One branch whose graph is closed, with the values of its results.
private struct ATenBranch {
  var graph: ATenSubgraph
  let results: [ATenValue]
  let tensors: [ATenTensor: ValueID]
  let sizes: [Dimension: ValueID]

  /// Lets a result be an output; false if it is no tensor and no number.
  mutating func addOutput(_ value: ATenValue, position: Int) throws(Diagnostic) -> Bool {
    let id: ValueID?
    switch value {
    case .tensor(let tensor): id = tensors[tensor]
    case .size(let size): id = sizes[size]
    case .integer(let integer): id = graph.builder.addConstant(.scalar(integer: integer))
    case .boolean(let flag):
      id = graph.builder.addConstant(Weight(.bool, shape: [], bytes: [flag ? 1 : 0]))
    case .number(let number):
      id = Weight.scalar(number, .float32).map { graph.builder.addConstant($0) }
    default: id = nil
    }
    guard let id else { return false }
    try graph.builder.addOutput(id, named: "result_\(position)")
    return true
  }

  /// Lets the value of a tensor that a branch wrote to be an output.
  mutating func addOutput(
    written tensor: ATenTensor, or outer: ValueID, in context: ATenContext, position: Int
  ) throws(Diagnostic) {
    let id =
      graph.written.first { $0.tensor == tensor }?.value
      ?? graph.input(
        for: outer, named: context.builder.graph[outer].name, context.type(outer))
    try graph.builder.addOutput(id, named: "result_\(position)")
  }
}
