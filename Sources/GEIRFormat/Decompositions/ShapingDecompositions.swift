import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Decomposition {
  /// Operators that give elements other places or sizes.
  mutating func addShaping() {
    add(Reshape.self) { (operation, node) throws(Diagnostic) in
      try node.reshape(to: operation.target)
    }
    add(Concat.self) { (_, node) throws(Diagnostic) in
      guard node.node.operands.count > 1 else { return try node.result(Identity(), node[0]) }
      try node.keep()
    }
    add(Expand.self) { (operation, node) throws(Diagnostic) in try node.expand() }
    add(ExpandLike.self) { (operation, node) throws(Diagnostic) in
      try node.expand(operation)
    }
    addStoredSizes()
    add(Pad.self) { (operation, node) throws(Diagnostic) in try node.pad(operation) }
    add(Roll.self) { (operation, node) throws(Diagnostic) in try node.roll(operation) }
    add(DepthToSpace.self) { (operation, node) throws(Diagnostic) in
      try node.depthToSpace(operation)
    }
    add(SpaceToDepth.self) { (operation, node) throws(Diagnostic) in
      try node.spaceToDepth(operation)
    }
    add(Triangular.self) { (operation, node) throws(Diagnostic) in
      let shape = node.shape(0)
      guard let rows = shape[shape.rank - 2].size, let columns = shape[shape.rank - 1].size,
        rows <= 1 << 13, columns <= 1 << 13
      else { throw node.unsupported("the sizes of the matrix are not known") }
      let weight = node.triangle(rows, columns) { row, column in
        operation.isUpper
          ? column - row >= operation.diagonal : column - row <= operation.diagonal
      }
      let mask = node.stored(weight, named: "triangle")
      try node.result(Where(), mask, node[0], node.scalar(0))
    }
    add(Embedding.self) { (_, node) throws(Diagnostic) in try node.keep() }
    add(GatherND.self) { (operation, node) throws(Diagnostic) in
      guard operation.batchAxes == 0 else { throw node.unsupported("it has batch axes") }
      try node.keep()
    }
  }
}

extension LoweringTable where Context == Decomposition {
  /// Operators that take sizes, where these are stored.
  private mutating func addStoredSizes() {
    add(DynamicReshape.self) { (_, node) throws(Diagnostic) in
      guard let sizes = try node.weight(at: 1)?.integerValues() else { return try node.keep() }
      let target = sizes.enumerated().map { axis, size in
        switch size {
        case ..<0: ReshapeDimension.inferred
        case 0: ReshapeDimension.copied(fromAxis: axis)
        default: ReshapeDimension.size(size)
        }
      }
      try node.result(Reshape(target: target), node[0])
    }
    add(DynamicTile.self) { (_, node) throws(Diagnostic) in
      guard let repeats = try node.weight(at: 1)?.integerValues() else { return try node.keep() }
      try node.result(Tile(repeats: repeats), node[0])
    }
    add(DynamicExpand.self) { (_, node) throws(Diagnostic) in
      guard let sizes = try node.weight(at: 1)?.integerValues() else { return try node.keep() }
      // A size of 1 leaves the operand's own.
      let added = sizes.count - node.shape(0).rank
      let target = sizes.enumerated().map { axis, size in
        size == 1 && axis >= added ? ExpandDimension.kept : .size(size)
      }
      try node.result(Expand(target: target), node[0])
    }
  }
}

extension Decomposition {
  /// One size may be left to be inferred; more that are not known are looked up when the model runs.
  fileprivate mutating func reshape(to target: [ReshapeDimension]) throws(Diagnostic) {
    var entries: [ReshapeDimension] = []
    var lookups: [(position: Int, axis: Int)] = []
    for (position, entry) in target.enumerated() {
      guard case .copied(let axis) = entry else {
        entries.append(entry)
        continue
      }
      if let size = shape(0)[axis].size {
        entries.append(.size(size))
      } else {
        lookups.append((position, axis))
        entries.append(entry)
      }
    }
    if lookups.count == 1, !entries.contains(.inferred), !entries.contains(.size(0)) {
      entries[lookups[0].position] = .inferred
      lookups = []
    }
    if lookups.isEmpty { return try result(Reshape(target: entries), self[0]) }
    let sizes = try emit(ShapeOf(), self[0])
    var parts: [ValueID] = []
    for entry in entries {
      switch entry {
      case .size(let size): parts.append(constant(Weight.integers([size])))
      case .inferred: parts.append(constant(Weight.integers([-1])))
      case .copied(let axis):
        parts.append(try emit(Slice(axis: 0, start: axis, end: axis + 1), sizes))
      }
    }
    let wanted = try emit(Concat(axis: 0), parts)[0]
    try result(DynamicReshape(shape: resultType().shape.dimensions), self[0], wanted)
  }

  /// To sizes that are known, or along axes that have one element.
  fileprivate mutating func expand() throws(Diagnostic) {
    let (from, to) = (shape(0), resultType().shape)
    if let sizes = to.sizes {
      return try result(Expand(target: sizes.map { .size($0) }), self[0])
    }
    let added = to.rank - from.rank
    var repeats = [Int](repeating: 1, count: to.rank)
    for axis in 0..<to.rank {
      let size = axis < added ? Dimension.fixed(1) : from[axis - added]
      guard size != to[axis] else { continue }
      guard size.size == 1, let count = to[axis].size else {
        throw unsupported("a size to expand to is not known")
      }
      repeats[axis] = count
    }
    let isTiled = repeats.contains { $0 != 1 }
    guard added > 0 else {
      return isTiled
        ? try result(Tile(repeats: repeats), self[0]) : try result(Identity(), self[0])
    }
    let widen = Unsqueeze(axes: Array(0..<added))
    guard isTiled else { return try result(widen, self[0]) }
    try result(Tile(repeats: repeats), emit(widen, self[0]))
  }

  /// Sizes that are known only when the model runs are those of the other operand.
  fileprivate mutating func expand(_ operation: ExpandLike) throws(Diagnostic) {
    if resultType().shape.sizes != nil { return try expand() }
    let (from, to) = (shape(0), resultType().shape)
    var parts: [ValueID] = []
    for axis in 0..<to.rank {
      if let size = to[axis].size {
        parts.append(constant(Weight.integers([size])))
        continue
      }
      let like = operation.axes.contains(axis) && from[axis].size == 1
      let sizes = try emit(ShapeOf(), like ? self[1] : self[0])
      parts.append(try emit(Slice(axis: 0, start: axis, end: axis + 1), sizes))
    }
    let wanted = parts.count == 1 ? parts[0] : try emit(Concat(axis: 0), parts)[0]
    try result(DynamicExpand(shape: to.dimensions), self[0], wanted)
  }

  fileprivate mutating func pad(_ operation: Pad) throws(Diagnostic) {
    let (before, after) = (operation.before, operation.after)
    if (before + after).contains(where: { $0 < 0 }) {
      let cut = try sliced(
        self[0], before: before.map { max(0, -$0) }, after: after.map { max(0, -$0) })
      let rest = Pad(
        before: before.map { max($0, 0) }, after: after.map { max($0, 0) }, mode: operation.mode)
      guard (rest.before + rest.after).contains(where: { $0 > 0 }) else {
        return try result(Identity(), cut)
      }
      return try result(rest, cut)
    }
    switch operation.mode {
    case .constant(0), .reflect: try keep()
    case .constant(let value):
      if allHave("PadV3") { return try keep() }
      try framed(operation, with: value)
    case .edge, .wrap: try joined(operation)
    }
  }

  /// A constant other than 0, put around axis by axis; sizes are known.
  private mutating func framed(_ operation: Pad, with value: Double) throws(Diagnostic) {
    guard var sizes = shape(0).sizes else {
      throw unsupported("padding with \(value) needs known sizes before CANN 1.8")
    }
    let elementType = type(0).elementType
    var padded = self[0]
    for axis in sizes.indices where operation.before[axis] > 0 || operation.after[axis] > 0 {
      var parts: [ValueID] = []
      for (count, label) in [(operation.before[axis], "before"), (operation.after[axis], "after")] {
        if label == "after" { parts.append(padded) }
        guard count > 0 else { continue }
        var block = sizes
        block[axis] = count
        parts.append(
          try filled(value, block, elementType, named: "\(label)\(axis)"))
      }
      padded = try emit(Concat(axis: axis), parts)[0]
      sizes[axis] += operation.before[axis] + operation.after[axis]
    }
    try result(Identity(), padded)
  }

  /// What is outside is a copy of what is at an end, or of the other end.
  private mutating func joined(_ operation: Pad) throws(Diagnostic) {
    var value = self[0]
    for axis in operation.before.indices {
      let (before, after) = (operation.before[axis], operation.after[axis])
      guard before > 0 || after > 0 else { continue }
      var parts: [ValueID] = []
      if operation.mode == .wrap {
        if before > 0 {
          parts.append(try emit(Slice(axis: axis, start: -before, end: nil), value))
        }
        parts.append(value)
        if after > 0 { parts.append(try emit(Slice(axis: axis, start: 0, end: after), value)) }
      } else {
        var repeats = [Int](repeating: 1, count: type(of: value).rank)
        if before > 0 {
          repeats[axis] = before
          let first = try emit(Slice(axis: axis, start: 0, end: 1), value)
          parts.append(before == 1 ? first : try emit(Tile(repeats: repeats), first))
        }
        parts.append(value)
        if after > 0 {
          repeats[axis] = after
          let last = try emit(Slice(axis: axis, start: -1, end: nil), value)
          parts.append(after == 1 ? last : try emit(Tile(repeats: repeats), last))
        }
      }
      value = try emit(Concat(axis: axis), parts)[0]
    }
    try result(Identity(), value)
  }

  /// The end of each axis goes before its beginning.
  fileprivate mutating func roll(_ operation: Roll) throws(Diagnostic) {
    var value = self[0]
    for (axis, shift) in zip(operation.axes, operation.shifts) {
      var shift = shift
      if let size = shape(0)[axis].size { shift = size == 0 ? 0 : shift % size }
      guard shift != 0 else { continue }
      let end = try emit(Slice(axis: axis, start: -shift, end: nil), value)
      let beginning = try emit(Slice(axis: axis, start: 0, end: -shift), value)
      value = try emit(Concat(axis: axis), [end, beginning])[0]
    }
    try result(Identity(), value)
  }

  fileprivate mutating func depthToSpace(_ operation: DepthToSpace) throws(Diagnostic) {
    let (shape, b) = (shape(0), operation.blockSize)
    guard let channels = shape[1].size, let height = shape[2].size, let width = shape[3].size else {
      throw unsupported("the sizes of the plane are not known")
    }
    let depth = channels / (b * b)
    let batch = shape[0].size.map { ReshapeDimension.size($0) } ?? .inferred
    let isRowFirst = operation.mode == .depthColumnRow
    let parts = isRowFirst ? [b, b, depth] : [depth, b, b]
    let parted = try emit(
      Reshape(target: [batch] + (parts + [height, width]).map { .size($0) }), self[0])
    let order = isRowFirst ? [0, 3, 4, 1, 5, 2] : [0, 1, 4, 2, 5, 3]
    let turned = try emit(Transpose(axes: order), parted)
    try result(
      Reshape(target: [batch, .size(depth), .size(height * b), .size(width * b)]), turned)
  }

  fileprivate mutating func spaceToDepth(_ operation: SpaceToDepth) throws(Diagnostic) {
    let (shape, b) = (shape(0), operation.blockSize)
    guard let channels = shape[1].size, let height = shape[2].size, let width = shape[3].size else {
      throw unsupported("the sizes of the plane are not known")
    }
    let batch = shape[0].size.map { ReshapeDimension.size($0) } ?? .inferred
    let parted = try emit(
      Reshape(
        target: [batch] + [channels, height / b, b, width / b, b].map { .size($0) }), self[0])
    let turned = try emit(Transpose(axes: [0, 3, 5, 1, 2, 4]), parted)
    try result(
      Reshape(target: [batch, .size(channels * b * b), .size(height / b), .size(width / b)]),
      turned)
  }
}
