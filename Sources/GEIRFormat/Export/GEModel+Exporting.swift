import Diagnostics
import ModelIR
import Passes

extension GEModel {
  /// A decomposition can give what the passes join again, which asks for another; each round leaves
  /// fewer nodes, so that this many are never needed.
  private static let mostRounds = 8

  /// The model as GE operators.
  ///
  /// Reading the result back and writing it again gives the same: operators are decomposed and the
  /// passes of conversions run in turn until neither changes anything.
  ///
  /// - Throws: a ``DiagnosticList`` of everything that GE cannot express.
  init(
    _ model: Model, for target: CANNTarget, later: inout [(type: String, release: CANNRelease)]
  ) throws(DiagnosticList) {
    var graph = try model.graph.decomposed(for: target)
    for _ in 0..<Self.mostRounds {
      let joined: Graph
      do throws(Diagnostic) {
        joined = try PassPipeline.standard.run(on: graph)
      } catch {
        throw DiagnosticList(error)
      }
      let next = try joined.decomposed(for: target)
      if next == graph { break }
      graph = next
    }
    let spelled = try graph.spelled(named: model.name, for: target)
    later = spelled.later
    self.init(graphs: [spelled.graph])
  }
}
