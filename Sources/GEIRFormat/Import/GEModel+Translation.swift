import ByteIO
import ConversionKit
import Diagnostics
import ModelIR

extension GEModel {
  /// The model as a graph of our operators.
  ///
  /// - Parameters:
  ///   - specifications: the shapes of inputs, where another is wanted than the file states.
  ///   - file: the path, for messages.
  /// - Throws: a ``DiagnosticList`` of everything that contradicts the format or has no counterpart.
  func translated(
    _ specifications: [InputSpecification] = [], file: String
  ) throws(DiagnosticList) -> Model {
    var problems: [Diagnostic] = []
    do throws(Diagnostic) {
      guard let graph = graphs.first else {
        throw Diagnostic(.geirMalformed, "the model has no graph", at: Location(file: file))
      }
      var translation = try GETranslation(graph, specifications, file: file)
      for index in try graph.orderedOperators(file: file) {
        do throws(Diagnostic) {
          try translation.translate(graph.operators[index])
        } catch {
          problems.append(error)
          guard problems.count < 100 else { break }
          translation.preserve(graph.operators[index])
        }
      }
      if problems.isEmpty {
        let result = try translation.finished()
        return Model(graph: result, name: graph.name)
      }
    } catch {
      problems.append(error)
    }
    guard let list = DiagnosticList(problems) else {
      preconditionFailure("there is a problem or a model")
    }
    throw list
  }
}

extension GEGraph {
  /// The operators' indices in an order in which they can run: their own where that is one.
  ///
  /// - Throws: ``DiagnosticCode/geirMalformed`` for two of one name, an input from nowhere, a circle.
  func orderedOperators(file: String) throws(Diagnostic) -> [Int] {
    var indices: [ExactName: Int] = [:]
    for (index, operation) in operators.enumerated() {
      guard indices.updateValue(index, forKey: ExactName(operation.name)) == nil else {
        throw malformed("two operators have this name", operation, file)
      }
    }
    var sources: [[Int]] = []
    for operation in operators {
      var needed: [Int] = []
      for input in operation.inputs where !input.isEmpty {
        guard let anchor = GEAnchor(input), let index = indices[ExactName(anchor.name)] else {
          throw malformed("the input '\(input.prefix(200))' names no operator", operation, file)
        }
        needed.append(index)
      }
      sources.append(needed)
    }
    var order: [Int] = []
    var states = [UInt8](repeating: 0, count: operators.count)
    for first in operators.indices where states[first] == 0 {
      var open: [(index: Int, next: Int)] = [(first, 0)]
      states[first] = 1
      while let (index, next) = open.last {
        if next < sources[index].count {
          open[open.count - 1].next += 1
          let source = sources[index][next]
          guard states[source] != 1 else {
            throw malformed("the operator needs its own result", operators[index], file)
          }
          if states[source] == 0 {
            states[source] = 1
            open.append((source, 0))
          }
        } else {
          states[index] = 2
          order.append(index)
          open.removeLast()
        }
      }
    }
    return order
  }

  private func malformed(_ text: String, _ operation: GEOperator, _ file: String) -> Diagnostic {
    Diagnostic(
      .geirMalformed, text, at: Location(file: file, path: String(operation.name.prefix(200))))
  }
}
