import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Spelling {
  /// Reductions.
  mutating func addReductions() {
    addReduction(ReduceSum.self, "ReduceSumD")
    addReduction(ReduceMean.self, "ReduceMeanD")
    addReduction(ReduceMax.self, "ReduceMaxD")
    addReduction(ReduceMin.self, "ReduceMinD")
    addReduction(ReduceProduct.self, "ReduceProdD")
    addReduction(ReduceAll.self, "ReduceAllD")
    addReduction(ReduceAny.self, "ReduceAnyD")
    add(ArgMax.self) { (operation, node) throws(Diagnostic) in
      try node.write(
        "ArgMaxD", [node[0]], [.integer("dimension", operation.axis), .elementType("dtype", 9)])
    }
    add(ArgMin.self) { (operation, node) throws(Diagnostic) in
      try node.write(
        "ArgMinD", [node[0]], [.integer("dimension", operation.axis), .elementType("dtype", 9)])
    }
    add(TopK.self) { (operation, node) throws(Diagnostic) in try node.topK(operation) }
  }

  private mutating func addReduction<Reduction: ReductionOperator>(
    _ type: Reduction.Type, _ name: String
  ) {
    add(type) { (operation, node) throws(Diagnostic) in
      try node.write(
        name, [node[0]],
        [.integers("axes", operation.axes), .flag("keep_dims", operation.keepsAxes)])
    }
  }

  /// Operators that give elements other places or sizes.
  mutating func addShaping() {
    add(Reshape.self) { (operation, node) throws(Diagnostic) in
      let sizes = operation.target.map { entry in
        switch entry {
        case .size(let size): size
        case .inferred, .copied: -1
        }
      }
      let shape = try node.integers(sizes, named: "shape")
      try node.write("Reshape", [node[0], shape])
    }
    addBinary(DynamicReshape.self, "Reshape")
    addBinary(DynamicExpand.self, "BroadcastTo")
    addBinary(DynamicTile.self, "Tile")
    add(DynamicRange.self) { (_, node) throws(Diagnostic) in
      try node.write("Range", [node[0], node[1], node[2]])
    }
    add(Flatten.self) { (operation, node) throws(Diagnostic) in
      let last = node.shape(0).rank - 1
      if operation.startAxis == 1, operation.endAxis == last, last >= 1 {
        return try node.write("Flatten", [node[0]])
      }
      try node.write(
        "FlattenV2", [node[0]],
        [.integer("axis", operation.startAxis), .integer("end_axis", operation.endAxis)])
    }
    add(Transpose.self) { (operation, node) throws(Diagnostic) in
      try node.write("TransposeD", [node[0]], [.integers("perm", operation.axes)])
    }
    add(Squeeze.self) { (operation, node) throws(Diagnostic) in
      try node.write("Squeeze", [node[0]], [.integers("axis", operation.axes)])
    }
    add(Unsqueeze.self) { (operation, node) throws(Diagnostic) in
      try node.write("Unsqueeze", [node[0]], [.integers("axes", operation.axes)])
    }
    add(Expand.self) { (_, node) throws(Diagnostic) in
      let sizes = node.resultType().shape.dimensions.map { $0.size ?? -1 }
      let shape = try node.integers(sizes, named: "shape")
      try node.write("BroadcastTo", [node[0], shape])
    }
    add(Tile.self) { (operation, node) throws(Diagnostic) in
      try node.write("TileD", [node[0]], [.integers("multiples", operation.repeats)])
    }
    add(Concat.self) { (operation, node) throws(Diagnostic) in
      let count = node.node.operands.count
      try node.write(
        "ConcatD", [node.all()],
        [.integer("concat_dim", operation.axis), .integer("N", count)])
    }
    add(Split.self) { (operation, node) throws(Diagnostic) in
      try node.write(
        "SplitVD", [node[0]],
        [
          .integers("size_splits", operation.sizes), .integer("split_dim", operation.axis),
          .integer("num_split", operation.sizes.count),
        ])
    }
    add(Slice.self) { (operation, node) throws(Diagnostic) in try node.slice(operation) }
    add(Flip.self) { (operation, node) throws(Diagnostic) in
      let axes = try node.integers(operation.axes, named: "axis")
      try node.write("ReverseV2", [node[0], axes])
    }
    add(Pad.self) { (operation, node) throws(Diagnostic) in try node.pad(operation) }
    add(Resize.self) { (operation, node) throws(Diagnostic) in try node.resize(operation) }
    add(ShapeOf.self) { (_, node) throws(Diagnostic) in
      try node.write("Shape", [node[0]], [.integer("dtype", 9)])
    }
  }

  /// Operators that pick elements by indices.
  mutating func addIndexing() {
    add(Gather.self) { (operation, node) throws(Diagnostic) in
      try node.write("GatherV2D", [node[0], node[1]], [.integer("axis", operation.axis)])
    }
    add(Embedding.self) { (_, node) throws(Diagnostic) in
      try node.write("GatherV2D", [node[0], node[1]], [.integer("axis", 0)])
    }
    add(GatherElements.self) { (operation, node) throws(Diagnostic) in
      try node.write("GatherElements", [node[0], node[1]], [.integer("dim", operation.axis)])
    }
    addBinary(GatherND.self, "GatherNd")
    add(ScatterND.self) { (operation, node) throws(Diagnostic) in
      guard operation.reduction == .none else { throw node.unsupported("it combines elements") }
      try node.write("TensorScatterUpdate", [node[0], node[1], node[2]])
    }
    add(OneHot.self) { (operation, node) throws(Diagnostic) in
      guard let on = Weight.scalar(1, operation.elementType),
        let off = Weight.scalar(0, operation.elementType)
      else { throw node.unsupported("elements of type \(operation.elementType) are not written") }
      let depth = try node.integers([operation.depth], shape: [], named: "depth")
      try node.write(
        "OneHot",
        [
          node[0], depth, node.constant(on, named: "on_value"),
          node.constant(off, named: "off_value"),
        ], [.integer("axis", operation.axis)])
    }
  }
}

extension Spelling {
  /// GE counts places in 32 bits.
  fileprivate mutating func topK(_ operation: TopK) throws(Diagnostic) {
    let count = try integers([operation.count], shape: [], named: "k")
    let places = TensorType(.int32, resultType(1).shape)
    try write(
      "TopK", [self[0], count], [.flag("sorted", true)], outputs: [resultType(0), places])
    let narrow = GEOperand(anchor: anchor(of: 1), type: places)
    let wide = try emit(
      "Cast", [.one(narrow)], [.integer("dst_type", 9)], gives: resultType(1))
    bind(1, to: wide)
  }

  /// Axes that are not cut have both ends masked.
  fileprivate mutating func slice(_ operation: Slice) throws(Diagnostic) {
    let rank = shape(0).rank
    guard rank <= 62 else { throw unsupported("the tensor has \(rank) axes") }
    let others = (1 << rank) - 1 - (1 << operation.axis)
    var begin = [Int](repeating: 0, count: rank)
    var end = begin
    var strides = [Int](repeating: 1, count: rank)
    begin[operation.axis] = operation.start
    end[operation.axis] = operation.end ?? 0
    strides[operation.axis] = operation.step
    try write(
      "StridedSliceD", [self[0]],
      [
        .integers("begin", begin), .integers("end", end), .integers("strides", strides),
        .integer("begin_mask", others),
        .integer("end_mask", operation.end == nil ? others | 1 << operation.axis : others),
      ])
  }

  fileprivate mutating func pad(_ operation: Pad) throws(Diagnostic) {
    let pairs = zip(operation.before, operation.after).map { [$0, $1] }
    switch operation.mode {
    case .constant(0):
      return try write("PadD", [self[0]], [.integerLists("paddings", pairs)])
    case .constant(let value):
      let elementType = type(0).elementType
      guard let scalar = Weight.scalar(value, elementType) else {
        throw unsupported("elements of type \(elementType) cannot be \(value)")
      }
      let amounts = try integers(pairs.flatMap(\.self), shape: [pairs.count, 2], named: "paddings")
      return try write(
        "PadV3", [self[0], amounts, constant(scalar, named: "constant_values")],
        [.string("mode", "constant")])
    case .reflect:
      let amounts = try integers(pairs.flatMap(\.self), shape: [pairs.count, 2], named: "paddings")
      return try write("MirrorPad", [self[0], amounts], [.string("mode", "REFLECT")])
    case .edge, .wrap: throw unsupported("GE does not pad this way")
    }
  }

  /// GE takes sizes, so that scales have to give them exactly.
  fileprivate mutating func resize(_ operation: Resize) throws(Diagnostic) {
    let output = resultType().shape
    guard output.rank == 4, let height = output[2].size, let width = output[3].size else {
      throw unsupported("GE resizes planes to known sizes")
    }
    if case .scales(let scales) = operation.extent, operation.coordinates != .alignCorners {
      for (axis, scale) in scales.enumerated() {
        guard let size = shape(0)[axis + 2].size, let count = output[axis + 2].size,
          Double(size) * scale == Double(count)
        else { throw unsupported("the scales \(scales) give no whole sizes") }
      }
    }
    guard !operation.isAntialiased else { throw unsupported("GE does not smooth") }
    let isCorner = operation.coordinates == .alignCorners
    var isHalf = operation.coordinates == .halfPixel
    switch (operation.mode, operation.coordinates, operation.nearestRounding) {
    case (.nearest, .asymmetric, .floor), (.nearest, .halfPixel, .roundPreferCeil),
      (.nearest, .alignCorners, .roundPreferCeil):
      break
    case (.linear, .pytorchHalfPixel, _):
      guard height > 1, width > 1 else { throw unsupported("a size is 1") }
      isHalf = true
    case (.linear, _, _): break
    default: throw unsupported("GE does not sample this way")
    }
    guard operation.mode == .nearest || type(0).elementType == .float32 else {
      throw unsupported("GE interpolates float32 only")
    }
    let flags: [GEAttribute] = [
      .flag("align_corners", isCorner), .flag("half_pixel_centers", isHalf),
      .integers("size", [height, width]),
    ]
    try write(
      operation.mode == .nearest ? "ResizeNearestNeighborV2D" : "ResizeBilinearV2D", [self[0]],
      flags)
  }
}
