import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Decomposition {
  /// Normalisations.
  mutating func addNormalizations() {
    add(BatchNormalization.self) { (operation, node) throws(Diagnostic) in
      try node.batchNormalization(operation)
    }
    add(InstanceNormalization.self) { (operation, node) throws(Diagnostic) in
      let axes = Array(2..<node.shape(0).rank)
      let normalized = try node.normalized(node[0], axes: axes, epsilon: operation.epsilon)
      try node.scaleAndShift(normalized, node[1], node[2])
    }
    add(GroupNormalization.self) { (operation, node) throws(Diagnostic) in
      try node.groupNormalization(operation)
    }
    add(LayerNormalization.self) { (operation, node) throws(Diagnostic) in
      try node.layerNormalization(operation)
    }
    add(RMSNormalization.self) { (operation, node) throws(Diagnostic) in
      let rank = node.shape(0).rank
      let squares = try node.emit(Square(), node[0])
      let mean = try node.emit(
        ReduceMean(axes: Array(rank - operation.axes..<rank), keepsAxes: true), squares)
      let root = try node.emit(
        Sqrt(), node.emit(Add(), mean, node.scalar(operation.epsilon)))
      guard node.has(1) else { return try node.result(Divide(), node[0], root) }
      try node.result(Multiply(), node.emit(Divide(), node[0], root), node[1])
    }
    add(LpNormalization.self) { (operation, node) throws(Diagnostic) in
      try node.lpNormalization(operation)
    }
    add(LocalResponseNormalization.self) { (operation, node) throws(Diagnostic) in
      guard operation.size % 2 == 1, node.shape(0).rank == 4 else {
        throw node.unsupported("GE normalises planes over an odd number of channels")
      }
      try node.keep()
    }
  }
}

extension Decomposition {
  /// GE normalises planes; other inputs get or join axes.
  fileprivate mutating func batchNormalization(
    _ operation: BatchNormalization
  ) throws(Diagnostic) {
    let rank = shape(0).rank
    switch rank {
    case 4: return try keep()
    case 2, 3:
      let axes = Array(rank..<4)
      let plane = try emit(Unsqueeze(axes: axes), self[0])
      let normalized = try emit(operation, [plane, self[1], self[2], self[3], self[4]])[0]
      return try result(Squeeze(axes: axes), normalized)
    default: break
    }
    // y = x · s + (b − m · s) with s = scale / √(v + ε), for each channel.
    let elementType = type(0).elementType
    let root = try emit(
      Sqrt(), emit(Add(), self[4], scalar(operation.epsilon, type(4).elementType)))
    let scale = try emit(Divide(), self[1], root)
    let shift = try emit(Subtract(), self[2], emit(Multiply(), self[3], scale))
    guard type(of: scale).elementType == elementType, type(of: shift).elementType == elementType
    else { throw unsupported("the statistics have another element type than the input") }
    try scaleAndShift(self[0], scale, shift)
  }

  /// `(x − mean) / √(variance + ε)` over some axes.
  fileprivate mutating func normalized(
    _ value: ValueID, axes: [Int], epsilon: Double
  ) throws(Diagnostic) -> ValueID {
    let mean = ReduceMean(axes: axes, keepsAxes: true)
    let centered = try emit(Subtract(), value, emit(mean, value))
    let variance = try emit(mean, emit(Square(), centered))
    let root = try emit(Sqrt(), emit(Add(), variance, scalar(epsilon)))
    return try emit(Divide(), centered, root)
  }

  /// The result as a value times a number for each channel plus another.
  fileprivate mutating func scaleAndShift(
    _ value: ValueID, _ scale: ValueID?, _ shift: ValueID?
  ) throws(Diagnostic) {
    let axes = Array(1..<max(1, type(of: value).rank - 1))
    func aligned(
      _ vector: ValueID, _ label: String, in node: inout Decomposition
    ) throws(Diagnostic) -> ValueID {
      guard !axes.isEmpty else { return vector }
      if let weight = node.weight(vector) {
        return node.stored(
          weight.reshaped(to: weight.shape + axes.map { _ in 1 }), named: label)
      }
      return try node.emit(Unsqueeze(axes: axes), vector)
    }
    switch (scale, shift) {
    case (nil, nil): try result(Identity(), value)
    case (let scale?, nil): try result(Multiply(), value, aligned(scale, "scale", in: &self))
    case (nil, let shift?): try result(Add(), value, aligned(shift, "bias", in: &self))
    case (let scale?, let shift?):
      let product = try emit(Multiply(), value, aligned(scale, "scale", in: &self))
      try result(Add(), product, aligned(shift, "bias", in: &self))
    }
  }

  /// Groups of channels become rows; where a size is not known the channels have to be.
  fileprivate mutating func groupNormalization(
    _ operation: GroupNormalization
  ) throws(Diagnostic) {
    let shape = shape(0)
    let groups = operation.groups
    guard let channels = shape[1].size else {
      throw unsupported("the number of channels is not known")
    }
    let rest = shape.dimensions.dropFirst(2)
    let isBatchKnown = shape[0].isFixed
    let unknown = rest.filter { !$0.isFixed }.count + (isBatchKnown ? 0 : 1)
    guard unknown <= 1 || rest.allSatisfy(\.isFixed) else {
      throw unsupported("more than one size is not known")
    }
    let size = rest.reduce(Dimension.fixed(channels / groups), *).size
    let rows = try emit(
      Reshape(target: [
        isBatchKnown ? .size(shape[0].size ?? 0) : .inferred, .size(groups),
        size.map { .size($0) } ?? .inferred,
      ]), self[0])
    let normalized = try normalized(rows, axes: [2], epsilon: operation.epsilon)
    let target = shape.dimensions.map { $0.size.map { .size($0) } ?? ReshapeDimension.inferred }
    let back = try emit(Reshape(target: target), normalized)
    try scaleAndShift(back, optional(1), optional(2))
  }

  /// GE has the usual kind, with a scale and a shift.
  fileprivate mutating func layerNormalization(
    _ operation: LayerNormalization
  ) throws(Diagnostic) {
    let shape = shape(0)
    let axes = Array(shape.rank - operation.axes..<shape.rank)
    let sizes = axes.compactMap { shape[$0].size }
    let isUsual = operation.epsilonPlacement == .insideRoot && !operation.isUnbiased
    if isUsual, sizes.count == axes.count,
      (byteCountOfTensor(.uint8, shape: sizes) ?? .max) <= 1 << 20
    {
      let elementType = type(0).elementType
      let scale = has(1) ? self[1] : try filled(1, sizes, elementType, named: "gamma")
      let shift = has(2) ? self[2] : try filled(0, sizes, elementType, named: "beta")
      return try results(
        LayerNormalization(axes: operation.axes, epsilon: operation.epsilon),
        [self[0], scale, shift])
    }
    let mean = ReduceMean(axes: axes, keepsAxes: true)
    let centered = try emit(Subtract(), self[0], emit(mean, self[0]))
    let squares = try emit(Square(), centered)
    var variance: ValueID
    if operation.isUnbiased {
      guard sizes.count == axes.count else { throw unsupported("a size is not known") }
      let count = sizes.reduce(1) { $0 * Double($1) }
      let sum = try emit(ReduceSum(axes: axes, keepsAxes: true), squares)
      variance = try emit(Divide(), sum, scalar(max(0, count - 1)))
    } else {
      variance = try emit(mean, squares)
    }
    let epsilon = try scalar(operation.epsilon)
    let divisor =
      operation.epsilonPlacement == .insideRoot
      ? try emit(Sqrt(), emit(Add(), variance, epsilon))
      : try emit(Add(), emit(Sqrt(), variance), epsilon)
    guard has(1) || has(2) else { return try result(Divide(), centered, divisor) }
    var value = try emit(Divide(), centered, divisor)
    guard has(1) else { return try result(Add(), value, self[2]) }
    guard has(2) else { return try result(Multiply(), value, self[1]) }
    value = try emit(Multiply(), value, self[1])
    try result(Add(), value, self[2])
  }

  fileprivate mutating func lpNormalization(_ operation: LpNormalization) throws(Diagnostic) {
    let sum = ReduceSum(axes: [operation.axis], keepsAxes: true)
    var norm: ValueID
    switch operation.order {
    case 1: norm = try emit(sum, emit(Absolute(), self[0]))
    case 2: norm = try emit(Sqrt(), emit(sum, emit(Square(), self[0])))
    default:
      let order = Double(operation.order)
      let powers = try emit(Pow(), emit(Absolute(), self[0]), scalar(order))
      norm = try emit(Pow(), emit(sum, powers), scalar(1 / order))
    }
    if operation.epsilon > 0 { norm = try emit(Maximum(), norm, scalar(operation.epsilon)) }
    try result(Divide(), self[0], norm)
  }
}
