import Diagnostics
import ModelIR

extension ATenCall {
  /// The greatest element of each window and its place in the plane.
  func maxPoolWithIndices(spatialRank: Int) throws(Diagnostic) -> [ATenValue] {
    let pool = try poolWindow(spatialRank: spatialRank)
    let x = try tensor("self")
    // The values are a node of their own, so that indices that nobody takes cost nothing.
    let places = try withBatch(x, rank: spatialRank + 2) { x throws(Diagnostic) in
      let both = try context.addAll(
        MaxPoolWithIndices(kernel: pool.kernel, window: pool.window, rounding: pool.rounding), [x])
      return Array(both.dropFirst())
    }
    return try maxPool(spatialRank: spatialRank) + results(places)
  }

  /// Puts elements at given places of planes of zeros.
  func maxUnpool(spatialRank: Int) throws(Diagnostic) -> [ATenValue] {
    let sizes = try sizes("output_size")
    guard sizes.count == spatialRank else {
      throw problem("takes \(spatialRank) output sizes, \(sizes.count) are given")
    }
    let indices = try tensor("indices")
    return results(
      try withBatch(try tensor("self"), rank: spatialRank + 2) { x throws(Diagnostic) in
        let plane = sizes.reduce(1, *)
        let leading = Array(shape(x).dimensions.prefix(2))
        let zero = try add(Unsqueeze(axes: [0, 1, 2]), try context.scalar(0, like: x))
        let planes = try context.expand(zero, to: leading + [plane])
        let values = try context.reshape(x, to: leading + [-1])
        let places = try context.reshape(indices, to: shape(values).dimensions)
        let written = try add(ScatterElements(axis: 2), planes, places, values)
        return [try context.reshape(written, to: leading + sizes)]
      })
  }
}
