import Diagnostics
import ModelIR

extension GETranslationTable {
  /// Operators that give elements other sizes.
  mutating func addShaping() {
    add("Reshape") { (node) throws(Diagnostic) in try node.reshape() }
    add("Flatten") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let rank = node.shape(of: x).rank
      let axis = node.operation.attributes["axis"] == nil ? 1 : try node.integer("axis")
      guard axis == 1, rank >= 2 else { throw node.untranslatable("it joins from axis \(axis)") }
      try node.result(Flatten(startAxis: 1, endAxis: rank - 1), x)
    }
    add("FlattenV2") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let first = try node.axis(node.integer("axis"), of: x)
      let last = try node.axis(node.integer("end_axis"), of: x)
      guard first <= last else { throw node.malformed("the axes \(first) to \(last) are none") }
      try node.result(Flatten(startAxis: first, endAxis: last), x)
    }
    add("Squeeze") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let shape = node.shape(of: x)
      let stated = try node.integers("axis")
      let axes =
        stated.isEmpty
        ? shape.dimensions.indices.filter { shape[$0].size == 1 }
        : try node.axes(stated, of: x)
      try node.result(Squeeze(axes: axes), x)
    }
    add("Unsqueeze") { (node) throws(Diagnostic) in
      let x = try node["x"]
      try node.unsqueeze(x, node.integers("axes"))
    }
    add("ExpandDims") { (node) throws(Diagnostic) in
      let x = try node["x"]
      try node.unsqueeze(x, node.integers(of: "axis"))
    }
    add("Transpose") { (node) throws(Diagnostic) in
      try node.transpose(node.integers(of: "perm"))
    }
    add("TransposeD") { (node) throws(Diagnostic) in try node.transpose(node.integers("perm")) }
    add("BroadcastTo") { (node) throws(Diagnostic) in
      if node.weight("shape") != nil {
        return try node.broadcast(to: node.integers(of: "shape"))
      }
      try node.result(
        DynamicExpand(shape: node.statedDimensions()), node["x"], node["shape"])
    }
    add("BroadcastToD") { (node) throws(Diagnostic) in
      try node.broadcast(to: node.integers("shape"))
    }
    add("Tile") { (node) throws(Diagnostic) in
      if node.weight("multiples") != nil {
        return try node.tile(node.integers(of: "multiples"))
      }
      try node.result(
        DynamicTile(shape: node.statedDimensions()), node["x"], node["multiples"])
    }
    add("Range") { (node) throws(Diagnostic) in
      let sizes = try node.statedDimensions()
      guard sizes.count == 1 else { throw node.malformed("the result has no single axis") }
      try node.result(
        DynamicRange(size: sizes[0]), node["start"], node["limit"], node["delta"])
    }
    add("TileD") { (node) throws(Diagnostic) in try node.tile(node.integers("multiples")) }
    add("Shape") { (node) throws(Diagnostic) in
      let x = try node["x"]
      // 3 is int32, 9 int64.
      guard try node.integer("dtype") != 9 else { return try node.result(ShapeOf(), x) }
      try node.result(Cast(to: .int32), node.emit(ShapeOf(), x))
    }
    add("ResizeNearestNeighborV2D", "ResizeNearestNeighborV2") { (node) throws(Diagnostic) in
      try node.resize(.nearest)
    }
    add("ResizeBilinearV2D", "ResizeBilinearV2") { (node) throws(Diagnostic) in
      try node.resize(.linear)
    }
    add("TransData") { (node) throws(Diagnostic) in
      guard try node.text("src_format") == node.text("dst_format") else {
        throw node.untranslatable("it changes the layout")
      }
      try node.result(Identity(), node["src"])
    }
  }
}

extension GETranslation {
  /// The sizes of the result as the file states them.
  fileprivate func statedDimensions() throws(Diagnostic) -> [Dimension] {
    guard let descriptor = operation.outputDescriptors.first else {
      throw malformed("the result has no descriptor")
    }
    return descriptor.shape.map { $0 >= 0 ? .fixed($0) : .unknown }
  }

  fileprivate mutating func reshape() throws(Diagnostic) {
    let x = try self["x"]
    guard try integer("axis") == 0, try integer("num_axes") == -1 else {
      throw untranslatable("it changes a part of the axes")
    }
    guard let weight = weight("shape") else {
      return try result(DynamicReshape(shape: statedDimensions()), x, self["shape"])
    }
    guard let sizes = try weight.integerValues() else {
      throw malformed("the sizes are no integers")
    }
    let hasNone = shape(of: x).sizes?.contains(0) ?? false
    let target = sizes.enumerated().map { axis, size in
      switch size {
      case -1: ReshapeDimension.inferred
      case 0 where !hasNone && axis < shape(of: x).rank: ReshapeDimension.copied(fromAxis: axis)
      default: ReshapeDimension.size(size)
      }
    }
    try result(Reshape(target: target), x)
  }

  fileprivate mutating func unsqueeze(_ x: ValueID, _ axes: [Int]) throws(Diagnostic) {
    let rank = shape(of: x).rank + axes.count
    var counted: [Int] = []
    for axis in axes { counted.append(try self.axis(axis, rank: rank)) }
    try result(Unsqueeze(axes: counted), x)
  }

  fileprivate mutating func transpose(_ order: [Int]) throws(Diagnostic) {
    let x = try self["x"]
    try result(Transpose(axes: axes(order, of: x)), x)
  }

  fileprivate mutating func broadcast(to sizes: [Int]) throws(Diagnostic) {
    let x = try self["x"]
    guard sizes.allSatisfy({ $0 >= 0 }) else { throw malformed("the sizes \(sizes) are none") }
    try result(Expand(target: sizes.map { .size($0) }), x)
  }

  fileprivate mutating func tile(_ repeats: [Int]) throws(Diagnostic) {
    try result(Tile(repeats: repeats), self["x"])
  }

  fileprivate mutating func resize(_ mode: Resize.Mode) throws(Diagnostic) {
    let x = try self["x"]
    let sizes =
      operation.type.hasSuffix("D") ? try integers("size") : try integers(of: "size")
    let isCorner = try flag("align_corners")
    let isHalf = try flag("half_pixel_centers")
    guard sizes.count == 2, shape(of: x).rank == 4, !(isCorner && isHalf) else {
      throw malformed("the sizes \(sizes) do not fit \(shape(of: x))")
    }
    let coordinates: Resize.Coordinates =
      isCorner ? .alignCorners : isHalf ? .halfPixel : .asymmetric
    try result(
      Resize(
        extent: .sizes(sizes), mode: mode, coordinates: coordinates,
        nearestRounding: isCorner || isHalf ? .roundPreferCeil : .floor), x)
  }
}
