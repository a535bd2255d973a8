import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators that give elements other places or sizes.
  mutating func addShaping() {
    add(Reshape.self) { operation, node in node.reshape(to: operation.target) }
    add(Flatten.self) { operation, node in node.flatten(operation) }
    add(Transpose.self) { operation, node in
      node.result("Transpose", node[0], attributes: [.integers("perm", operation.axes)])
    }
    add(Squeeze.self) { operation, node in
      node.result("Squeeze", node[0], node.integers(operation.axes))
    }
    add(Unsqueeze.self) { operation, node in
      node.result("Unsqueeze", node[0], node.integers(operation.axes))
    }
    add(Expand.self) { operation, node in
      // A size of 1 leaves the operand's own.
      let target = operation.target.map { entry in
        switch entry {
        case .size(let size): size
        case .kept: 1
        }
      }
      node.result("Expand", node[0], node.integers(target))
    }
    add(ExpandLike.self) { operation, node in node.expand(operation) }
    add(Tile.self) { operation, node in
      node.result("Tile", node[0], node.integers(operation.repeats))
    }
    add(Concat.self) { operation, node in
      let operands = node.node.operands.indices.map { node[$0] }
      node.result("Concat", operands, attributes: [.integer("axis", operation.axis)])
    }
    add(Split.self) { operation, node in
      node.results(
        "Split", [node[0], node.integers(operation.sizes)],
        attributes: [.integer("axis", operation.axis)])
    }
    add(Slice.self) { operation, node in
      let inputs = node.slice(
        node[0], axis: operation.axis, from: operation.start, to: operation.end,
        step: operation.step)
      node.result("Slice", inputs)
    }
    add(Flip.self) { operation, node in
      let axes = operation.axes
      node.result(
        "Slice", node[0], node.integers(axes.map { _ in -1 }),
        node.integers(axes.map { _ in .min }),
        node.integers(axes), node.integers(axes.map { _ in -1 }))
    }
    add(Roll.self) { operation, node in node.roll(operation) }
    add(Pad.self) { operation, node in node.pad(operation) }
    add(DepthToSpace.self) { operation, node in
      let mode = operation.mode == .depthColumnRow ? "DCR" : "CRD"
      node.result(
        "DepthToSpace", node[0],
        attributes: [.integer("blocksize", operation.blockSize), .string("mode", mode)])
    }
    add(SpaceToDepth.self) { operation, node in
      node.result(
        "SpaceToDepth", node[0], attributes: [.integer("blocksize", operation.blockSize)])
    }
    add(Triangular.self) { (operation, node) throws(Diagnostic) in
      try node.triangular(operation)
    }
  }
}

extension NodeLowering {
  /// The sizes are put together of the other tensor's and of ones, which leave the operand's own.
  fileprivate mutating func expand(_ operation: ExpandLike) {
    let sizes = emit("Shape", self[1])
    var parts: [String] = []
    var ones = 0
    for axis in 0..<shape(0).rank {
      if operation.axes.contains(axis) {
        if ones > 0 { parts.append(integers([Int](repeating: 1, count: ones))) }
        ones = 0
        parts.append(emit("Slice", slice(sizes, axis: 0, from: axis, to: axis + 1)))
      } else {
        ones += 1
      }
    }
    if parts.isEmpty { return result("Identity", self[0]) }
    if ones > 0 { parts.append(integers([Int](repeating: 1, count: ones))) }
    let target =
      parts.count == 1 ? parts[0] : emit("Concat", parts, attributes: [.integer("axis", 0)])
    result("Expand", self[0], target)
  }

  /// A 0 copies the size at its own place and one −1 infers; any other size that is known only when the
  /// model runs is looked up then.
  mutating func reshape(to target: [ReshapeDimension]) {
    var sizes: [Int] = []
    var lookups: [Int: Int] = [:]
    var infers = target.contains(.inferred)
    let hasZero = target.contains(.size(0))
    for (position, entry) in target.enumerated() {
      switch entry {
      case .size(let size): sizes.append(size)
      case .inferred: sizes.append(-1)
      case .copied(let axis):
        if let size = shape(0)[axis].size, size > 0 {
          sizes.append(size)
        } else if axis == position && !hasZero {
          sizes.append(0)
        } else if !infers && !hasZero {
          infers = true
          sizes.append(-1)
        } else {
          lookups[position] = axis
          sizes.append(0)
        }
      }
    }
    let attributes: [ONNXAttribute] = hasZero && opset >= 14 ? [.flag("allowzero", true)] : []
    guard !lookups.isEmpty else {
      return result("Reshape", self[0], integers(sizes), attributes: attributes)
    }
    let operandShape = emit("Shape", self[0])
    let parts = sizes.enumerated().map { position, size in
      guard let axis = lookups[position] else { return integers([size]) }
      return emit("Gather", operandShape, integers([axis]))
    }
    let wanted = emit("Concat", parts, attributes: [.integer("axis", 0)])
    result("Reshape", self[0], wanted, attributes: attributes)
  }

  /// To a matrix by ONNX's own operator, else as a reshape.
  fileprivate mutating func flatten(_ operation: Flatten) {
    let rank = shape(0).rank
    if operation.startAxis == operation.endAxis { return result("Identity", self[0]) }
    if operation.startAxis == 1 && operation.endAxis == rank - 1 {
      return result("Flatten", self[0], attributes: [.integer("axis", 1)])
    }
    let joined = shape(0).dimensions[operation.startAxis...operation.endAxis]
    let product = joined.reduce(1, *).size
    var target: [ReshapeDimension] = (0..<operation.startAxis).map { .copied(fromAxis: $0) }
    target.append(product.map { .size($0) } ?? .inferred)
    target += (operation.endAxis + 1..<rank).map { .copied(fromAxis: $0) }
    reshape(to: target)
  }

  /// The operands of a slice of one axis; without an end it reaches as far as there is.
  mutating func slice(
    _ value: String, axis: Int, from start: Int, to end: Int?, step: Int = 1
  ) -> [String] {
    let last = integers([end ?? .max])
    let inputs = [value, integers([start]), last, integers([axis])]
    return step == 1 ? inputs : inputs + [integers([step])]
  }

  /// The end of each axis goes before its beginning.
  fileprivate mutating func roll(_ operation: Roll) {
    var turns: [(axis: Int, shift: Int)] = []
    for (axis, shift) in zip(operation.axes, operation.shifts) {
      var shift = shift
      if let size = shape(0)[axis].size { shift = size == 0 ? 0 : shift % size }
      if shift != 0 { turns.append((axis, shift)) }
    }
    guard let last = turns.popLast() else { return result("Identity", self[0]) }
    var value = self[0]
    func parts(_ turn: (axis: Int, shift: Int), in node: inout Self) -> [String] {
      let end = node.slice(value, axis: turn.axis, from: -turn.shift, to: nil)
      let beginning = node.slice(value, axis: turn.axis, from: 0, to: -turn.shift)
      return [node.emit("Slice", end), node.emit("Slice", beginning)]
    }
    for turn in turns {
      let rolled = parts(turn, in: &self)
      value = emit("Concat", rolled, attributes: [.integer("axis", turn.axis)])
    }
    let rolled = parts(last, in: &self)
    result("Concat", rolled, attributes: [.integer("axis", last.axis)])
  }

  /// The other end of an axis enters ONNX's own operator with opset 19; below, it is cut and joined.
  fileprivate mutating func pad(_ operation: Pad) {
    let amounts = operation.before + operation.after
    switch operation.mode {
    case .constant(let value):
      return result(
        "Pad", self[0], integers(amounts), scalar(value), attributes: [.string("mode", "constant")])
    case .reflect:
      return result("Pad", self[0], integers(amounts), attributes: [.string("mode", "reflect")])
    case .edge:
      return result("Pad", self[0], integers(amounts), attributes: [.string("mode", "edge")])
    case .wrap where opset >= 19:
      return result("Pad", self[0], integers(amounts), attributes: [.string("mode", "wrap")])
    case .wrap: break
    }
    var value = self[0]
    for axis in operation.before.indices {
      let before = operation.before[axis]
      let after = operation.after[axis]
      guard before != 0 || after != 0 else { continue }
      var parts: [String] = []
      if before > 0 {
        parts.append(emit("Slice", slice(value, axis: axis, from: -before, to: nil)))
      }
      let start = max(0, -before)
      let end = after < 0 ? after : nil
      parts.append(
        start == 0 && end == nil
          ? value : emit("Slice", slice(value, axis: axis, from: start, to: end)))
      if after > 0 { parts.append(emit("Slice", slice(value, axis: axis, from: 0, to: after))) }
      value =
        parts.count == 1 ? parts[0] : emit("Concat", parts, attributes: [.integer("axis", axis)])
    }
    result("Identity", value)
  }

  /// Below opset 14 the triangle is a stored mask, for which both sizes have to be numbers.
  fileprivate mutating func triangular(_ operation: Triangular) throws(Diagnostic) {
    if opset >= 14 {
      return result(
        "Trilu", self[0], integer(operation.diagonal),
        attributes: [.flag("upper", operation.isUpper)])
    }
    let shape = shape(0)
    guard let rows = shape[shape.rank - 2].size, let columns = shape[shape.rank - 1].size,
      rows <= 1 << 20, columns <= 1 << 20, rows * columns <= 1 << 20
    else { throw needs(opset: 14, "Trilu, for sizes that are not known,") }
    let mask = triangleMask(rows, columns) { row, column in
      operation.isUpper
        ? column - row >= operation.diagonal : column - row <= operation.diagonal
    }
    result("Where", mask, self[0], scalar(0))
  }

  /// A stored matrix of truth values.
  mutating func triangleMask(
    _ rows: Int, _ columns: Int, _ isInside: (Int, Int) -> Bool
  ) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns { bytes.append(isInside(row, column) ? 1 : 0) }
    }
    return constant(Weight(.bool, shape: [rows, columns], bytes: bytes))
  }
}
