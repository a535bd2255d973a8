import ConversionKit
import Diagnostics
import ModelIR

/// The GE operator of each operator that has one.
enum GESpellings {
  /// The table.
  static let table: LoweringTable<Spelling> = {
    var table = LoweringTable<Spelling>()
    table.addElementwise()
    table.addComparisons()
    table.addActivations()
    table.addProducts()
    table.addConvolutions()
    table.addPools()
    table.addNormalizations()
    table.addReductions()
    table.addShaping()
    table.addIndexing()
    table.addSequences()
    return table
  }()
}

extension Graph {
  /// The graph as GE operators, of a graph that was decomposed.
  ///
  /// - Throws: a ``DiagnosticList`` of every use that cannot be written.
  func spelled(
    named name: String, for target: CANNTarget
  ) throws(DiagnosticList) -> (graph: GEGraph, later: [(type: String, release: CANNRelease)]) {
    var problems: [Diagnostic] = []
    do throws(Diagnostic) {
      var spelling = try Spelling(self, name: name, target: target)
      for node in nodes {
        spelling.begin(node)
        do throws(Diagnostic) {
          guard try !GESpellings.table.lower(node.operator, in: &spelling) else { continue }
          let name = (node.operator.base as? CustomOperator)?.name ?? node.operator.definition.name
          throw spelling.unsupported("no GE operators compute '\(name)'")
        } catch {
          problems.append(error)
          spelling.pretend()
        }
      }
      if problems.isEmpty { return (spelling.finished(), spelling.laterOperators) }
    } catch {
      problems.append(error)
    }
    guard let list = DiagnosticList(problems) else {
      preconditionFailure("there is a problem or a graph")
    }
    throw list
  }
}
