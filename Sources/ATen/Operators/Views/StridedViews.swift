import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Views by distances in memory, and windows that slide along an axis.
  static let stridedViews: [ATenOperator] = [
    ATenOperator(view: "as_strided(self, size, stride, storage_offset: int=None)") {
      call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(try call.strided(x))
    } writeBack: { call, original, view, _ throws(Diagnostic) in
      try call.putStrided(view, in: original)
    },
    ATenOperator(
      "as_strided_scatter(self, src, size, stride, storage_offset: int=None)"
    ) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let source = try call.context.cast(try call.tensor("src"), to: call.elementType(of: x))
      return call.result(try call.putStrided(source, in: x))
    },
    ATenOperator(view: "unfold(self, dimension: int, size: int, step: int)") {
      call throws(Diagnostic) in
      let x = try call.tensor("self")
      let axis = try call.axis("dimension", rank: call.rank(x))
      guard call.rank(x) > 0 else { throw call.unsupported("windows of a tensor without axes") }
      let windows = try call.windows(
        of: x, axis: axis, size: try call.integer("size"), step: try call.integer("step"))
      var order = Array(0...call.rank(x))
      order.append(order.remove(at: axis + 1))
      return call.result(try call.transposed(windows, by: order))
    } writeBack: { call, _, _, _ throws(Diagnostic) in
      throw call.unsupported("something is written to windows")
    },
  ]
}

extension ATenCall {
  /// Windows that slide along an axis, each as a new axis behind it.
  fileprivate func windows(
    of x: ValueID, axis: Int, size: Int, step: Int
  ) throws(Diagnostic) -> ValueID {
    guard size >= 1, step >= 1 else {
      throw problem("has windows of \(size) elements at a distance of \(step)")
    }
    let count = (shape(x)[axis] - size).floorDivided(by: step) + 1
    if let count = count.size, count < 1 {
      throw problem("has windows of \(size) elements on an axis of \(shape(x)[axis])")
    }
    if shape(x)[axis].size == size {
      return try add(Unsqueeze(axes: [axis]), x)
    }
    let places: ValueID
    if let count = count.size, count <= (1 << 22) / size {
      let numbers = (0..<count).flatMap { window in
        (0..<size).map { window * step + $0 }
      }
      places = context.constant(Weight.integers(numbers).reshaped(to: [count, size]))
    } else {
      let starts = try add(Unsqueeze(axes: [1]), try context.range(count, step: step))
      places = try add(Add(), starts, try context.range(.fixed(size)))
    }
    return try add(Gather(axis: axis), x, places)
  }

  /// The view by distances in memory of a tensor whose elements lie in row-major order.
  fileprivate func strided(_ x: ValueID) throws(Diagnostic) -> ValueID {
    let sizes = try sizes("size")
    let strides = try self.sizes("stride")
    let offset = isGiven("storage_offset") ? try size("storage_offset") : 0
    guard sizes.count == strides.count else {
      throw problem("has \(sizes.count) sizes and \(strides.count) distances")
    }
    if case .tensor(let tensor) = value("self") {
      let layout = context.layout(of: tensor)
      guard layout == .whole || layout == .part && !isGiven("storage_offset") else {
        throw unsupported("distances in memory of a view")
      }
    }
    // Axes without a distance repeat the others.
    let real = sizes.indices.filter { strides[$0].size != 0 && sizes[$0].size != 1 }
    let part = try stridedPart(
      x, sizes: real.map { sizes[$0] }, strides: real.map { strides[$0] }, offset: offset)
    var whole = sizes
    for axis in sizes.indices where !real.contains(axis) { whole[axis] = 1 }
    return try context.expand(try context.reshape(part, to: whole), to: sizes)
  }

  private func stridedPart(
    _ x: ValueID, sizes: [Dimension], strides: [Dimension], offset: Dimension
  ) throws(Diagnostic) -> ValueID {
    if offset.size == 0, Shape(sizes).elementCount.isProvablyEqual(to: shape(x).elementCount),
      let order = Self.rowMajorOrder(sizes: sizes, strides: strides)
    {
      let ordered = try context.reshape(x, to: order.map { sizes[$0] })
      return try transposed(ordered, by: Self.inverse(of: order))
    }
    let places = try stridedPlaces(x, sizes: sizes, strides: strides, offset: offset)
    let flat = try context.reshape(x, to: [shape(x).elementCount])
    let shape = sizes.compactMap(\.size)
    return try add(
      Gather(axis: 0), flat, context.constant(Weight.integers(places).reshaped(to: shape)))
  }

  /// The order of axes in which distances in memory shrink to 1 without gaps.
  private static func rowMajorOrder(sizes: [Dimension], strides: [Dimension]) -> [Int]? {
    var order: [Int] = []
    var wanted: Dimension = 1
    var left = Array(sizes.indices)
    while !left.isEmpty {
      guard let next = left.last(where: { strides[$0].isProvablyEqual(to: wanted) }) else {
        return nil
      }
      order.insert(next, at: 0)
      left.removeAll { $0 == next }
      wanted = wanted * sizes[next]
    }
    return order
  }

  private func stridedPlaces(
    _ x: ValueID, sizes: [Dimension], strides: [Dimension], offset: Dimension
  ) throws(Diagnostic) -> [Int] {
    guard let sizes = Shape(sizes).sizes, let strides = Shape(strides).sizes,
      let offset = offset.size, let count = shape(x).elementCount.size,
      let wanted = Shape(fixed: sizes).elementCount.size, wanted <= 1 << 22
    else {
      throw unsupported("distances in memory over sizes that are known only when the model runs")
    }
    var places = [offset]
    for (size, stride) in zip(sizes, strides) {
      let last = Dimension.fixed(max(size, 1) - 1) * stride
      guard size >= 0, stride >= 0, let last = last.size, last < max(count, 1) else {
        throw problem("reaches beyond the \(count) elements of its argument")
      }
      places = places.flatMap { place in (0..<size).map { place + $0 * stride } }
    }
    guard places.allSatisfy({ (0..<count).contains($0) }) else {
      throw problem("reaches beyond the \(count) elements of its argument")
    }
    return places
  }

  fileprivate func putStrided(
    _ part: ValueID, in original: ValueID
  ) throws(Diagnostic) -> ValueID {
    let sizes = try sizes("size")
    let offset = isGiven("storage_offset") ? try size("storage_offset") : 0
    let places = try stridedPlaces(
      original, sizes: sizes, strides: try self.sizes("stride"), offset: offset)
    guard Set(places).count == places.count else {
      throw unsupported("something is written to repeated elements")
    }
    let flat = try context.reshape(original, to: [shape(original).elementCount])
    let written = try writeSlices(
      try context.reshape(part, to: [.fixed(places.count)]), at: context.integers(places), axis: 0,
      to: flat, hasAxis: true)
    return try context.reshape(written, to: shape(original).dimensions)
  }
}
