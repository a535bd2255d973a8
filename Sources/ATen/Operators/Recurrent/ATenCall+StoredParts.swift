import Diagnostics
import ModelIR

extension ATenCall {
  /// The weight, if a value of the current graph is one.
  func weight(_ value: ValueID) -> Weight? { context.builder.graph[value].weight }

  /// Rows of a tensor; of a weight, a part of its own.
  func sliced(_ value: ValueID, _ rows: Range<Int>) throws(Diagnostic) -> ValueID {
    guard let size = shape(value)[0].size, rows.upperBound <= size else {
      throw problem("needs \(rows.upperBound) rows, there are \(shape(value)[0])")
    }
    guard let weight = weight(value) else {
      return try add(Slice(axis: 0, start: rows.lowerBound, end: rows.upperBound), value)
    }
    return addWeight(weight.sliced(along: 0, rows), like: value)
  }

  /// A weight under the name of the one that it was made of.
  func addWeight(_ weight: Weight, like value: ValueID) -> ValueID {
    let path = context.path
    context.path = ""
    defer { context.path = path }
    return context.builder.addWeight(weight, named: context.builder.graph[value].name)
  }
}
