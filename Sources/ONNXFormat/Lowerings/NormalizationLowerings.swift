import ConversionKit
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Normalisations.
  mutating func addNormalization() {
    add(BatchNormalization.self) { operation, node in
      node.result(
        "BatchNormalization", node[0], node[1], node[2], node[3], node[4],
        attributes: [.float("epsilon", operation.epsilon)])
    }
    add(InstanceNormalization.self) { operation, node in
      node.result(
        "InstanceNormalization", node[0], node[1], node[2],
        attributes: [.float("epsilon", operation.epsilon)])
    }
    add(GroupNormalization.self) { operation, node in node.groupNormalization(operation) }
    add(LayerNormalization.self) { operation, node in node.layerNormalization(operation) }
    add(RMSNormalization.self) { operation, node in
      let x = node[0]
      let mean = node.reduced(
        "ReduceMean", node.emit("Mul", x, x), axes: node.trailingAxes(operation.axes),
        keepsAxes: true)
      let root = node.emit("Sqrt", node.emit("Add", mean, node.scalar(operation.epsilon)))
      guard node.has(1) else { return node.result("Div", x, root) }
      node.result("Mul", node.emit("Div", x, root), node[1])
    }
    add(LpNormalization.self) { operation, node in node.lpNormalization(operation) }
    add(LocalResponseNormalization.self) { operation, node in
      node.result(
        "LRN", node[0],
        attributes: [
          .float("alpha", operation.alpha), .float("beta", operation.beta),
          .float("bias", operation.bias), .integer("size", operation.size),
        ])
    }
  }
}

extension NodeLowering {
  /// The last axes of the first operand.
  fileprivate func trailingAxes(_ count: Int) -> [Int] {
    let rank = shape(0).rank
    return Array(rank - count..<rank)
  }

  /// From opset 21 one operator; below, groups become the channels of an instance normalisation.
  fileprivate mutating func groupNormalization(_ operation: GroupNormalization) {
    let groups = operation.groups
    if opset >= 21 && has(1) && has(2) {
      return result(
        "GroupNormalization", self[0], self[1], self[2],
        attributes: [.float("epsilon", operation.epsilon), .integer("num_groups", groups)])
    }
    let elementType = type(0).elementType
    let grouped = emit("Reshape", self[0], integers([0, groups, -1]))
    let normalized = emit(
      "InstanceNormalization", grouped, filled(1, count: groups, elementType),
      filled(0, count: groups, elementType), attributes: [.float("epsilon", operation.epsilon)])
    let spatial = shape(0).dimensions.dropFirst()
    let sizes = spatial.compactMap(\.size)
    let target =
      sizes.count == spatial.count ? integers([0] + sizes) : emit("Shape", self[0])
    guard has(1) || has(2) else { return result("Reshape", normalized, target) }
    var value = emit("Reshape", normalized, target)
    if has(1) {
      let scale = alignedWithChannels(self[1])
      guard has(2) else { return result("Mul", value, scale) }
      value = emit("Mul", value, scale)
    }
    result("Add", value, alignedWithChannels(self[2]))
  }

  /// From opset 17 one operator, unless ε or the divisor is where ONNX does not have it.
  fileprivate mutating func layerNormalization(_ operation: LayerNormalization) {
    let axes = trailingAxes(operation.axes)
    let sizes = axes.compactMap { shape(0)[$0].size }
    let isStandard = operation.epsilonPlacement == .insideRoot && !operation.isUnbiased
    // A scale that is left out is stored as ones, unless that would be a tensor of its own weight.
    let storesOnes =
      sizes.count == axes.count && (byteCountOfTensor(.uint8, shape: sizes) ?? .max) <= 1 << 20
    if opset >= 17 && isStandard && (has(1) || storesOnes) {
      let scale = has(1) ? self[1] : ones(sizes, type(0).elementType)
      return result(
        "LayerNormalization", self[0], scale, self[2],
        attributes: [.integer("axis", -operation.axes), .float("epsilon", operation.epsilon)])
    }
    let x = self[0]
    let centered = emit("Sub", x, reduced("ReduceMean", x, axes: axes, keepsAxes: true))
    let squares = emit("Mul", centered, centered)
    let variance: String
    if operation.isUnbiased {
      let sum = reduced("ReduceSum", squares, axes: axes, keepsAxes: true)
      variance = emit("Div", sum, elementCount(axes, minus: 1))
    } else {
      variance = reduced("ReduceMean", squares, axes: axes, keepsAxes: true)
    }
    let epsilon = scalar(operation.epsilon)
    let divisor =
      operation.epsilonPlacement == .insideRoot
      ? emit("Sqrt", emit("Add", variance, epsilon)) : emit("Add", emit("Sqrt", variance), epsilon)
    guard has(1) || has(2) else { return result("Div", centered, divisor) }
    let normalized = emit("Div", centered, divisor)
    guard has(1) else { return result("Add", normalized, self[2]) }
    guard has(2) else { return result("Mul", normalized, self[1]) }
    result("Add", emit("Mul", normalized, self[1]), self[2])
  }

  /// A tensor of ones.
  private mutating func ones(_ sizes: [Int], _ elementType: ElementType) -> String {
    let count = sizes.reduce(1, *)
    guard let vector = Weight.array([Double](repeating: 1, count: count), elementType) else {
      preconditionFailure("constants of \(elementType) are refused before an operator is lowered")
    }
    return constant(vector.reshaped(to: sizes))
  }

  /// ONNX's operator has no least divisor and knows the orders 1 and 2.
  fileprivate mutating func lpNormalization(_ operation: LpNormalization) {
    let axes = [operation.axis]
    let order = operation.order
    if operation.epsilon == 0 && order <= 2 {
      return result(
        "LpNormalization", self[0],
        attributes: [.integer("axis", operation.axis), .integer("p", order)])
    }
    var norm: String
    switch order {
    case 1: norm = reduced("ReduceL1", self[0], axes: axes, keepsAxes: true)
    case 2: norm = reduced("ReduceL2", self[0], axes: axes, keepsAxes: true)
    default:
      let powers = emit("Pow", emit("Abs", self[0]), scalar(Double(order)))
      let sum = reduced("ReduceSum", powers, axes: axes, keepsAxes: true)
      norm = emit("Pow", sum, scalar(1 / Double(order)))
    }
    if operation.epsilon > 0 { norm = emit("Max", norm, scalar(operation.epsilon)) }
    result("Div", self[0], norm)
  }
}
