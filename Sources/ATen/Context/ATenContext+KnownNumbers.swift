import ModelIR

extension ATenContext {
  /// The numbers of a small tensor, if they follow from constants and from sizes that are known: code
  /// that was traced computes sizes by tensors, also with fractions.
  func knownNumbers(_ value: ValueID) -> [Double]? {
    guard type(value).shape.elementCount.size.map({ $0 <= 64 }) ?? false else { return nil }
    var budget = 256
    return numbers(value, depth: 0, &budget)
  }

  private func numbers(_ value: ValueID, depth: Int, _ budget: inout Int) -> [Double]? {
    budget -= 1
    let type = type(value)
    guard depth < 32, budget > 0, type.shape.elementCount.size.map({ $0 <= 64 }) ?? false else {
      return nil
    }
    switch builder.graph[value].origin {
    case .input: return nil
    case .weight: return (try? constantNumbers(value)) ?? nil
    case .result(let id, _):
      let node = builder.graph.nodes[id.index]
      if let shape = node.operator.base as? ShapeOf, case let x?? = node.operands.first {
        let sizes = self.type(x).shape.dimensions
        let known = sizes[
          min(shape.start, sizes.count)..<min(shape.end ?? sizes.count, sizes.count)
        ]
        .compactMap(\.size)
        return known.count == type.shape.elementCount.size ? known.map(Double.init) : nil
      }
      var operands: [[Double]] = []
      for case let operand? in node.operands {
        guard let known = numbers(operand, depth: depth + 1, &budget) else { return nil }
        operands.append(known)
      }
      guard operands.count == node.operands.count,
        let result = Self.computed(node.operator.base, operands, type)
      else { return nil }
      return result.map { type.elementType == .float32 ? Double(Float($0)) : $0 }
    }
  }

  /// What an operator makes of numbers, of which it takes all one by one or joins, cuts or reduces them.
  private static func computed(
    _ operator: any Operator, _ operands: [[Double]], _ type: TensorType
  ) -> [Double]? {
    guard let first = operands.first else { return nil }
    func each(_ function: (Double) -> Double) -> [Double] { first.map(function) }
    func pairs(_ function: (Double, Double) -> Double) -> [Double]? {
      guard operands.count == 2 else { return nil }
      let second = operands[1]
      if first.count == second.count { return zip(first, second).map(function) }
      if second.count == 1 { return first.map { function($0, second[0]) } }
      return first.count == 1 ? second.map { function(first[0], $0) } : nil
    }
    let isWhole = type.elementType.isInteger
    switch `operator` {
    case is Identity, is Squeeze, is Unsqueeze, is Reshape, is Flatten: return first
    case is Cast: return isWhole ? each { $0.rounded(.towardZero) } : first
    case is Negate: return each { -$0 }
    case is Reciprocal: return each { 1 / $0 }
    case is Floor: return each { $0.rounded(.down) }
    case is Ceil: return each { $0.rounded(.up) }
    case is Trunc: return each { $0.rounded(.towardZero) }
    case is Round: return each { $0.rounded(.toNearestOrEven) }
    case is Add: return pairs(+)
    case is Subtract: return pairs(-)
    case is Multiply: return pairs(*)
    case is Divide where !isWhole: return pairs(/)
    case is FloorDivide: return pairs { ($0 / $1).rounded(.down) }
    case is Maximum: return pairs(max)
    case is Minimum: return pairs(min)
    case is ReduceMax where type.rank == 0: return first.max().map { [$0] }
    case is ReduceMin where type.rank == 0: return first.min().map { [$0] }
    case is Concat where type.rank == 1: return operands.flatMap(\.self)
    case let slice as Slice where type.rank == 1 && slice.step == 1:
      func place(_ index: Int) -> Int {
        min(max(index < 0 ? index + first.count : index, 0), first.count)
      }
      let start = place(slice.start)
      return Array(first[start..<max(start, slice.end.map(place) ?? first.count)])
    case is Gather where type.rank == 0 && operands.count == 2:
      guard operands[1].count == 1, let index = Int(exactly: operands[1][0]) else { return nil }
      let place = index < 0 ? index + first.count : index
      return first.indices.contains(place) ? [first[place]] : nil
    default: return nil
    }
  }
}
