import ConversionKit
import Diagnostics
import ModelIR

/// How operators that GE does not have are made of those that it has.
enum GEDecompositions {
  /// The table.
  static let table: LoweringTable<Decomposition> = {
    var table = LoweringTable<Decomposition>()
    table.addActivations()
    table.addSlopes()
    table.addElementwise()
    table.addProducts()
    table.addConvolutions()
    table.addPools()
    table.addNormalizations()
    table.addReductions()
    table.addShaping()
    table.addConstants()
    table.addSequences()
    return table
  }()
}

extension Graph {
  /// The same graph with every node that GE has no operator for made of several; nodes that cannot be
  /// stay, so that they can all be named.
  ///
  /// - Throws: a ``DiagnosticList`` of every use that cannot be expressed.
  func decomposed(for target: CANNTarget) throws(DiagnosticList) -> Graph {
    guard var decomposition = Decomposition(self, for: target) else { return self }
    var problems: [Diagnostic] = []
    for node in nodes {
      decomposition.begin(node)
      do throws(Diagnostic) {
        guard try !GEDecompositions.table.lower(node.operator, in: &decomposition) else { continue }
        try decomposition.keep()
      } catch {
        problems.append(error)
        // The others are looked at as if it could be written.
        do throws(Diagnostic) {
          try decomposition.keep()
        } catch {
          break
        }
      }
    }
    if let list = DiagnosticList(problems) { throw list }
    do throws(Diagnostic) {
      return try decomposition.finished()
    } catch {
      throw DiagnosticList(error)
    }
  }
}
