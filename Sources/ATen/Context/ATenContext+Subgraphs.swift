package import Diagnostics
package import ModelIR

/// A graph inside of another one, with what it takes from there.
package struct ATenSubgraph {
  /// The graph: its inputs are those that were declared, then the captures.
  package var builder: GraphBuilder
  /// Values of the graph around it, each with the input that has it.
  package private(set) var captures: [(outer: ValueID, inner: ValueID)]
  /// Tensors of outer graphs that the inner one writes to, each with the value that it has at the end.
  package let written: [(tensor: ATenTensor, value: ValueID)]

  init(
    builder: GraphBuilder, captures: [(outer: ValueID, inner: ValueID)],
    written: [(tensor: ATenTensor, value: ValueID)]
  ) {
    self.builder = builder
    self.captures = captures
    self.written = written
  }

  /// The input that has a value of the graph around it, added if there is none.
  mutating func input(for outer: ValueID, named name: String, _ type: TensorType) -> ValueID {
    if let known = captures.first(where: { $0.outer == outer }) { return known.inner }
    let inner = builder.addInput(named: name, type)
    captures.append((outer, inner))
    return inner
  }

  /// Puts the inputs that have these values of the graph around it behind the declared ones.
  mutating func orderCaptures(_ order: [ValueID]) {
    let captured = Set(captures.map(\.inner))
    let declared = builder.graph.inputs.filter { !captured.contains($0) }
    builder.orderInputs(
      declared + order.compactMap { value in captures.first { $0.outer == value }?.inner })
  }
}

extension ATenContext {
  /// The most graphs inside each other.
  package static let nestingLimit = 32

  /// Starts a graph inside the current one.
  ///
  /// - Throws: ``DiagnosticCode/atenOperatorUnsupported`` if there are too many inside each other.
  package func openSubgraph() throws(Diagnostic) {
    guard levels.count < Self.nestingLimit else {
      throw Diagnostic(
        .atenOperatorUnsupported,
        "branches and loops stand in each other more than \(Self.nestingLimit) deep", at: location)
    }
    var level = ATenLevel()
    level.builder.path = path
    level.builder.layerText = sourceText
    level.outerSymbolSources = symbolSources
    levels.append(level)
  }

  /// Adds an input of the current graph.
  package func addInput(named name: String, _ type: TensorType) -> ATenTensor {
    newTensor(builder.addInput(named: name, type))
  }

  /// Ends the innermost graph; tensors of outer graphs are again what they were before it.
  ///
  /// - Precondition: a graph was opened.
  package func closeSubgraph() -> ATenSubgraph {
    precondition(levels.count > 1)
    var written: [(tensor: ATenTensor, value: ValueID)] = []
    let level = levels[levels.count - 1]
    for index in level.overwrittenOrder {
      guard let before = level.overwritten[index] else { continue }
      written.append((ATenTensor(index: index), cells[index].value))
      let version = cells[index].version
      cells[index] = before
      cells[index].version = version + 1
      // A view is taken again, since what it was taken of may have been written to before.
      cells[index].view?.seenVersion = -1
    }
    levels.removeLast()
    // What was found in the graph's own tensors cannot be found in them from outside.
    symbolSources = level.outerSymbolSources
    writeCount += 1
    return ATenSubgraph(
      builder: level.builder, captures: level.captures, written: written)
  }

  /// A value of an outer graph as one of the current graph.
  func captured(_ value: ValueID, from level: Int) -> ValueID {
    var value = value
    for inner in levels.indices where inner > level {
      if let known = levels[inner].captured[value] {
        value = known
        continue
      }
      let outer = levels[inner - 1].builder
      let own = levels[inner].builder.addInput(
        named: outer.graph[value].name, outer.type(of: value))
      levels[inner].captures.append((value, own))
      levels[inner].captured[value] = own
      value = own
    }
    return value
  }
}
