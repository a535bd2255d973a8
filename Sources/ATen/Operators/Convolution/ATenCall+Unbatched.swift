import Diagnostics
import ModelIR

extension ATenCall {
  /// Runs nodes over a tensor with a first axis of samples, which is added for them and taken off the
  /// results where it lacks.
  func withBatch(
    _ x: ValueID, rank: Int, _ body: (ValueID) throws(Diagnostic) -> [ValueID]
  ) throws(Diagnostic) -> [ValueID] {
    if self.rank(x) == rank { return try body(x) }
    guard self.rank(x) == rank - 1 else {
      throw problem("takes a tensor of \(rank) axes, or of \(rank - 1), this is \(shape(x))")
    }
    let results = try body(try add(Unsqueeze(axes: [0]), x))
    return try results.map { result throws(Diagnostic) in try add(Squeeze(axes: [0]), result) }
  }
}
