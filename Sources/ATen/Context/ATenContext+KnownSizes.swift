import ModelIR

extension ATenContext {
  /// The number or size that the only element of an integer tensor is, if that follows from how it is
  /// computed: programs that were traced do arithmetic on sizes with tensors.
  func knownSize(_ value: ValueID, depth: Int = 0) -> Dimension? {
    if let name = levels[levels.count - 1].symbols[value] { return .symbol(name) }
    let type = type(value)
    guard depth < 32, type.elementType.isInteger, type.shape.elementCount.size == 1 else {
      return nil
    }
    switch builder.graph[value].origin {
    case .input: return nil
    case .weight: return knownIntegers(value)?.first.map(Dimension.fixed)
    case .result(let id, _):
      let node = builder.graph.nodes[id.index]
      let operands = node.operands.compactMap(\.self)
      if let shape = node.operator.base as? ShapeOf, let x = operands.first {
        let sizes = self.type(x).shape
        guard shape.start < sizes.rank, sizes[shape.start].text != nil else { return nil }
        return sizes[shape.start]
      }
      guard let combine = Self.arithmetic(node.operator.base) else { return nil }
      var sizes: [Dimension] = []
      for operand in operands {
        guard let size = knownSize(operand, depth: depth + 1) else { return nil }
        sizes.append(size)
      }
      guard let result = combine(sizes), result.text != nil else { return nil }
      return result
    }
  }

  /// What an operator on integers does to sizes.
  private static func arithmetic(
    _ operator: any Operator
  ) -> (([Dimension]) -> Dimension?)? {
    func binary(
      _ body: @escaping (Dimension, Dimension) -> Dimension
    ) -> ([Dimension]) -> Dimension? {
      { $0.count == 2 ? body($0[0], $0[1]) : nil }
    }
    switch `operator` {
    case is Cast, is Identity, is Squeeze, is Unsqueeze, is Reshape: return { $0.first }
    case is Negate: return { $0.first.map { $0 * -1 } }
    case is Add: return binary(+)
    case is Subtract: return binary(-)
    case is Multiply: return binary(*)
    case is FloorDivide: return binary { $0.floorDivided(by: $1) }
    case is Maximum: return binary(Dimension.maximum)
    case is Minimum: return binary(Dimension.minimum)
    case let modulo as Modulo where modulo.kind == .floored: return binary { $0.modulo($1) }
    default: return nil
    }
  }
}
