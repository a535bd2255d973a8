import ATen
import Diagnostics
import ModelIR

/// Parts of a vector that was put together of weights: the weights themselves where they are found.
struct PackedParts {
  let value: ValueID
  private let call: ATenCall
  /// What the vector was put together of, with where each begins; the vector itself if nothing.
  private let pieces: [(start: Int, value: ValueID)]

  init(_ call: ATenCall, _ value: ValueID) {
    self.call = call
    self.value = value
    let graph = call.context.builder.graph
    var pieces = [(start: 0, value: value)]
    if let id = graph.producer(of: value), graph[id].operator.base is Concat {
      var start = 0
      var found: [(start: Int, value: ValueID)] = []
      for case let operand? in graph[id].operands {
        guard let count = graph[operand].type.shape.elementCount.size else {
          found = []
          break
        }
        found.append((start, operand))
        start += count
      }
      if !found.isEmpty { pieces = found }
    }
    self.pieces = pieces
  }

  /// The number of elements.
  var count: Int? { call.shape(value).elementCount.size }

  /// Some elements as a tensor.
  func part(_ range: Range<Int>, shape: [Int]) throws(Diagnostic) -> ValueID {
    let piece =
      pieces.last { $0.start <= range.lowerBound } ?? (start: 0, value: value)
    let pieceCount = call.shape(piece.value).elementCount.size ?? 0
    let isInside = range.upperBound <= piece.start + pieceCount
    let source = isInside ? piece : (start: 0, value: value)
    let sourceCount = call.shape(source.value).elementCount.size ?? 0
    let plain = original(source.value)
    if source.start == range.lowerBound, sourceCount == range.count {
      if call.shape(plain).sizes == shape { return plain }
      return try call.context.reshape(plain, to: shape.map(Dimension.fixed))
    }
    let flat = try call.context.reshape(source.value, to: [.fixed(sourceCount)])
    let cut = try call.add(
      Slice(
        axis: 0, start: range.lowerBound - source.start, end: range.upperBound - source.start),
      flat)
    return try call.context.reshape(cut, to: shape.map(Dimension.fixed))
  }

  /// A value before it got other sizes.
  private func original(_ value: ValueID) -> ValueID {
    let graph = call.context.builder.graph
    var value = value
    for _ in 0..<8 {
      guard let id = graph.producer(of: value), graph[id].operator.base is Reshape,
        let operand = graph[id].operands.first, let operand
      else { break }
      value = operand
    }
    return value
  }
}
