import ModelIR

/// What a node gives whose operands are all known before the model runs.
struct ConstantEvaluation {
  /// The most bytes of a result; larger ones make the file larger than the node does.
  static let mostByteCount = 16 << 10
  /// The most bytes of an operand that is read.
  static let mostReadByteCount = 64 << 10

  /// The operator.
  let operation: any Operator
  /// The operands.
  let operands: [Weight]
  /// The types of the results.
  let resultTypes: [TensorType]

  /// The results, or nothing if the operator is left to the runtime.
  ///
  /// Other views of a weight cost nothing, so that these may have any size.
  func results() -> [Weight]? {
    if let views = views() { return views }
    guard let type = resultTypes.first, resultTypes.count == 1, let shape = type.shape.sizes,
      let byteCount = byteCountOfTensor(type.elementType, shape: shape),
      byteCount <= Self.mostByteCount, let result = computed(type.elementType, shape),
      result.elementType == type.elementType, result.shape == shape
    else { return nil }
    return [result]
  }

  /// Whether the operator shows its first operand in another way.
  static func isView(_ operation: any Operator) -> Bool {
    switch operation {
    case is Reshape, is Flatten, is Squeeze, is Unsqueeze, is Transpose, is Slice, is Split,
      is Flip:
      true
    default: false
    }
  }

  private func views() -> [Weight]? {
    guard operands.count == 1, let shapes = optionalShapes() else { return nil }
    let x = operands[0]
    switch operation {
    case is Reshape, is Flatten, is Squeeze, is Unsqueeze: return [x.reshaped(to: shapes[0])]
    case let transpose as Transpose: return [x.transposed(by: transpose.axes)]
    case let flip as Flip: return [x.flipped(along: flip.axes)]
    case let slice as Slice where slice.step == 1:
      return [x.sliced(along: slice.axis, slice.bounds(for: x.shape[slice.axis]))]
    case let split as Split:
      var start = 0
      return split.sizes.map { size in
        defer { start += size }
        return x.sliced(along: split.axis, start..<start + size)
      }
    default: return nil
    }
  }

  private func optionalShapes() -> [[Int]]? {
    let shapes = resultTypes.compactMap(\.shape.sizes)
    return shapes.count == resultTypes.count ? shapes : nil
  }

  private func computed(_ elementType: ElementType, _ shape: [Int]) -> Weight? {
    switch operation {
    case is Expand, is DynamicExpand: return operands[0].expanded(to: shape)?.stored
    case let fill as Fill: return filled(fill.value, elementType, shape)
    case let fill as DynamicFill: return filled(fill.value, elementType, shape)
    case let range as FixedRange:
      let values = (0..<(shape.first ?? 0)).map { range.start + $0 * range.step }
      return ConstantElements.integers(values).cast(to: elementType)?
        .weight(elementType, shape: shape)
    case let concat as Concat:
      guard areSmall else { return nil }
      return Weight.concatenated(operands, along: concat.axis).stored
    case let gather as Gather: return gathered(gather, shape)
    case is Where: return chosen(elementType, shape)
    default: return elementwise(elementType, shape)
    }
  }

  private var areSmall: Bool { operands.allSatisfy { $0.byteCount <= Self.mostReadByteCount } }

  private func filled(_ value: Double, _ elementType: ElementType, _ shape: [Int]) -> Weight? {
    let count = shape.reduce(1, *)
    return Weight.array([Double](repeating: value, count: count), elementType)?
      .reshaped(to: shape)
  }

  private func gathered(_ gather: Gather, _ shape: [Int]) -> Weight? {
    let x = operands[0]
    guard operands[1].elementCount <= 256, operands[1].hasElements,
      let indices = try? operands[1].integerValues()
    else { return nil }
    let size = x.shape[gather.axis]
    var parts: [Weight] = []
    for index in indices {
      let place = index < 0 ? index + size : index
      guard (0..<size).contains(place) else { return nil }
      parts.append(x.sliced(along: gather.axis, place..<place + 1))
    }
    guard !parts.isEmpty else { return nil }
    return Weight.concatenated(parts, along: gather.axis).reshaped(to: shape).stored
  }

  private func chosen(_ elementType: ElementType, _ shape: [Int]) -> Weight? {
    guard let parts = elements(shape), case .integers(let condition) = parts[0] else { return nil }
    switch (parts[1], parts[2]) {
    case (.integers(let a), .integers(let b)):
      let values = condition.indices.map { condition[$0] != 0 ? a[$0] : b[$0] }
      return ConstantElements.integers(values).weight(elementType, shape: shape)
    case (.reals(let a), .reals(let b)):
      let values = condition.indices.map { condition[$0] != 0 ? a[$0] : b[$0] }
      return ConstantElements.reals(values).weight(elementType, shape: shape)
    default: return nil
    }
  }

  private func elementwise(_ elementType: ElementType, _ shape: [Int]) -> Weight? {
    guard
      operation is any UnaryElementwiseOperator || operation is any BinaryElementwiseOperator
        || operation is Cast, let parts = elements(shape)
    else { return nil }
    let result =
      parts.count == 1
      ? ConstantArithmetic.apply(operation, parts[0])
      : parts.count == 2 ? ConstantArithmetic.apply(operation, parts[0], parts[1]) : nil
    return result?.weight(elementType, shape: shape)
  }

  /// The operands' elements, each repeated to the shape of the result.
  private func elements(_ shape: [Int]) -> [ConstantElements]? {
    guard areSmall else { return nil }
    let parts = operands.compactMap { $0.expanded(to: shape).flatMap { ConstantElements($0) } }
    return parts.count == operands.count ? parts : nil
  }
}

extension Weight {
  /// The elements in memory, or nothing if they cannot be read.
  fileprivate var stored: Weight? {
    guard hasElements, let bytes = try? bytes(limit: ConstantEvaluation.mostReadByteCount) else {
      return nil
    }
    return Weight(elementType, shape: shape, bytes: bytes)
  }
}
