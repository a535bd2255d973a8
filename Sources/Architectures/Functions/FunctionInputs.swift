import Diagnostics
import ModelIR

extension LayerContext {
  /// The inputs of a function that takes a fixed number.
  ///
  /// - Throws: ``DiagnosticCode/layerInputs`` for another number.
  func inputs(_ inputs: [ValueID], count: Int) throws(Diagnostic) -> [ValueID] {
    guard inputs.count == count else {
      throw problem("\(count) inputs are expected, \(inputs.count) are given")
    }
    return inputs
  }

  /// An axis counted from 0, of one that may count from the end.
  ///
  /// - Throws: ``DiagnosticCode/layerInputs`` for an axis outside of the rank.
  func axis(_ dimension: Int, rank: Int) throws(Diagnostic) -> Int {
    guard dimension >= -rank, dimension < rank else {
      throw problem("axis \(dimension) is outside a tensor of \(rank) axes")
    }
    return dimension < 0 ? dimension + rank : dimension
  }

  /// Axes of a value counted from 0, each once.
  ///
  /// - Throws: ``DiagnosticCode/layerInputs`` for an axis that the value does not have, or has twice.
  func axes(_ dimensions: [Int], rank: Int) throws(Diagnostic) -> [Int] {
    var axes: [Int] = []
    for dimension in dimensions {
      let axis = try axis(dimension, rank: rank)
      guard !axes.contains(axis) else { throw problem("axis \(dimension) is named twice") }
      axes.append(axis)
    }
    return axes
  }

  /// An integer as a scalar constant.
  mutating func integer(_ value: Int) -> ValueID { constant(.scalar(integer: value)) }
}
