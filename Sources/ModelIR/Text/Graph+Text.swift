extension Graph {
  /// The graph as text, one node a line, for people and for tests that compare.
  ///
  ///     graph(%x: f32[batch, 10]) {
  ///       %layers[1].weight = weight f32[10, 5]
  ///       %h: f32[batch, 5] = Linear(%x, %layers[1].weight)  // layers[1] Dense(10 => 5)
  ///       return %y
  ///     }
  ///
  /// The graphs inside a node follow it, further in, with their roles.
  public var text: String { lines("graph").joined(separator: "\n") + "\n" }

  private func lines(_ role: String) -> [String] {
    let parameters = inputs.map { "%\(self[$0].name): \(self[$0].type)" }
    var lines = ["\(role)(\(parameters.joined(separator: ", "))) {"]
    for (id, weight) in usedWeights {
      lines.append("  %\(self[id].name) = weight \(self[id].type)\(literalText(of: weight))")
    }
    for node in nodes {
      let results = node.results.map { "%\(self[$0].name): \(self[$0].type)" }
      let operands = node.operands.map { $0.map { "%\(self[$0].name)" } ?? "_" }
      let attributes = attributeText(of: node.operator.base)
      let comment = node.source.isEmpty ? "" : "  // \(node.source)"
      lines.append(
        "  \(results.joined(separator: ", ")) = \(node.operator.definition.name)"
          + "(\(operands.joined(separator: ", ")))\(attributes)\(comment)")
      for subgraph in (node.operator.base as? any ControlFlowOperator)?.subgraphs ?? [] {
        lines += subgraph.graph.lines(subgraph.role).map { "    " + $0 }
      }
    }
    lines.append("  return \(outputs.map { "%\(self[$0].name)" }.joined(separator: ", "))")
    lines.append("}")
    return lines
  }

  private func literalText(of weight: Weight) -> String {
    guard case .bytes = weight.source, weight.elementCount <= 16, let values = try? weight.doubles()
    else { return "" }
    return " \(values)"
  }

  private func attributeText(of operator: any Operator) -> String {
    let attributes = Mirror(reflecting: `operator`).children.compactMap { child in
      child.value is Graph ? nil : child.label.map { "\($0): \(valueText(of: child.value))" }
    }
    return attributes.isEmpty ? "" : " {\(attributes.joined(separator: ", "))}"
  }

  /// An attribute's value without the words that say that it may be left out.
  private func valueText(of value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    guard mirror.displayStyle == .optional else { return "\(value)" }
    return mirror.children.first.map { valueText(of: $0.value) } ?? "nil"
  }
}
