import ByteIO
import Diagnostics

extension GEModel {
  /// Reads a `ModelDef` that fills a range of a file; tensors stay where they are.
  ///
  /// - Throws: ``DiagnosticCode/geirMalformed``, ``DiagnosticCode/geirOverLimit``, and what the
  ///   encoding raises.
  static func read(_ range: FileRange) throws(Diagnostic) -> GEModel {
    var budget = GEReadBudget(path: range.file.path)
    var message = try GEMessageReader(GEContent(range), depth: 0)
    var model = GEModel(graphs: [])
    while let field = try message.next() {
      switch field.number {
      case 1: model.name = try message.text(field, "name")
      case 2: model.version = try message.integer(field, "version")
      case 3: model.customVersion = try message.text(field, "custom_version")
      case 7:
        try budget.take()
        model.graphs.append(try .read(message.message(field, "graph"), &budget))
      case 11: try model.attributes.add(reading: message.message(field, "attr"), &budget)
      default: break
      }
    }
    guard !model.graphs.isEmpty else { throw message.malformed("the model has no graph") }
    return model
  }
}

extension GEGraph {
  fileprivate static func read(
    _ message: GEMessageReader, _ budget: inout GEReadBudget
  ) throws(Diagnostic) -> GEGraph {
    var message = message
    var graph = GEGraph(name: "")
    while let field = try message.next() {
      switch field.number {
      case 1: graph.name = try message.text(field, "name")
      case 4:
        try budget.take()
        graph.inputs.append(try message.text(field, "input"))
      case 5:
        try budget.take()
        graph.outputs.append(try message.text(field, "output"))
      case 6:
        try budget.take()
        graph.operators.append(try .read(message.message(field, "op"), &budget))
      case 11: try graph.attributes.add(reading: message.message(field, "attr"), &budget)
      default: break
      }
    }
    return graph
  }
}

extension GEOperator {
  fileprivate static func read(
    _ message: GEMessageReader, _ budget: inout GEReadBudget
  ) throws(Diagnostic) -> GEOperator {
    var message = message
    var operation = GEOperator(name: "", type: "")
    while let field = try message.next() {
      switch field.number {
      case 1: operation.name = try message.text(field, "name")
      case 2: operation.type = try message.text(field, "type")
      case 5:
        try budget.take()
        operation.inputs.append(try message.text(field, "input"))
      case 10: try operation.attributes.add(reading: message.message(field, "attr"), &budget)
      case 21: operation.id = try message.integer(field, "id")
      case 33:
        operation.inputDescriptors.append(
          try .read(message.message(field, "input_desc"), &budget))
      case 34:
        operation.outputDescriptors.append(
          try .read(message.message(field, "output_desc"), &budget))
      case 35:
        try budget.take()
        operation.subgraphNames.append(try message.text(field, "subgraph_name"))
      default: break
      }
    }
    return operation
  }
}
