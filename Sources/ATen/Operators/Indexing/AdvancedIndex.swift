import Diagnostics
import ModelIR

/// What `x[i, :, j]` names: tensors of places for some axes, which are stretched to one shape.
struct AdvancedIndex {
  /// A truth value for each place of some axes.
  struct Mask {
    let axis: Int
    let value: ValueID
  }

  /// The axes that have places, and these.
  private(set) var places: [(axis: Int, index: ValueID)] = []
  /// The mask, if it is the only index.
  private(set) var mask: Mask?
  /// The shape that the places are stretched to.
  private(set) var shape: Shape = []

  /// Reads a list of indices, `None` for a whole axis.
  init(_ items: [ValueID?], of x: ValueID, in call: ATenCall) throws(Diagnostic) {
    let given = items.compactMap(\.self)
    var axis = 0
    for item in items {
      guard let item else {
        axis += 1
        continue
      }
      let type = call.context.type(item)
      if type.elementType == .bool || type.elementType == .uint8 {
        guard type.rank > 0, axis + type.rank <= call.rank(x) else {
          throw call.unsupported("a mask of shape \(type.shape) for axis \(axis)")
        }
        let value = try call.context.cast(item, to: .bool)
        if given.count == 1 {
          mask = Mask(axis: axis, value: value)
        } else {
          for place in try call.places(where: value) {
            places.append((axis, place))
            axis += 1
          }
          continue
        }
        axis += type.rank
      } else {
        places.append((axis, try call.index(item)))
        axis += 1
      }
    }
    guard axis <= call.rank(x), !given.isEmpty else {
      throw call.problem("names \(axis) axes of a tensor of \(call.rank(x))")
    }
    shape = try call.broadcast(places.map { call.shape($0.index) })
  }

  /// The axes without places.
  func otherAxes(rank: Int) -> [Int] {
    (0..<rank).filter { axis in !places.contains { $0.axis == axis } }
  }

  /// Where the shape of the places goes among the other axes: in the place of those that they stand
  /// for, or in front if these are apart.
  var position: Int {
    guard let first = places.first, let last = places.last,
      last.axis - first.axis == places.count - 1
    else { return 0 }
    return first.axis
  }

  /// For each place's tensor the axes of the common shape that it has, if they follow one another.
  func ownAxes(in call: ATenCall) -> [[Int]]? {
    guard let first = places.first, let last = places.last,
      last.axis - first.axis == places.count - 1 || shape.rank == 0
    else { return nil }
    var next = 0
    var result: [[Int]] = []
    for (_, index) in places {
      let own = call.shape(index)
      let axes = (0..<own.rank).filter { own[$0].size != 1 }.map { $0 + shape.rank - own.rank }
      guard axes.allSatisfy({ $0 >= next }) else { return nil }
      next = axes.last.map { $0 + 1 } ?? next
      result.append(axes)
    }
    return result
  }
}

extension ATenCall {
  /// A tensor of places in a type that indices have.
  func index(_ value: ValueID) throws(Diagnostic) -> ValueID {
    let type = elementType(of: value)
    guard type.isInteger else { throw problem("has indices of type \(type)") }
    return type == .int32 ? value : try context.cast(value, to: .int64)
  }

  /// The places at which a mask holds, one vector for each of its axes.
  func places(where mask: ValueID) throws(Diagnostic) -> [ValueID] {
    let rank = rank(mask)
    guard rank > 0 else { throw unsupported("places in a tensor without axes") }
    if rank == 1, let known = context.knownIntegers(mask) {
      return [context.integers(known.indices.filter { known[$0] != 0 })]
    }
    let table = try context.named(try add(NonZero(), mask))
    if rank == 1 { return [try add(Squeeze(axes: [0]), table)] }
    return try (0..<rank).map { row throws(Diagnostic) in
      try add(Gather(axis: 0), table, context.constant(.scalar(integer: row)))
    }
  }

  /// The index tuples of several axes' places, along a last axis.
  fileprivate func tuples(_ index: AdvancedIndex) throws(Diagnostic) -> ValueID {
    let columns = try index.places.map { place throws(Diagnostic) in
      let whole = try context.expand(
        try context.cast(place.index, to: .int64), to: index.shape.dimensions)
      return try add(Unsqueeze(axes: [index.shape.rank]), whole)
    }
    return columns.count == 1
      ? columns[0] : try context.add(Concat(axis: index.shape.rank), columns)
  }

  /// The elements that an index names.
  func take(_ index: AdvancedIndex, of x: ValueID) throws(Diagnostic) -> ValueID {
    if let mask = index.mask { return try take(mask, of: x) }
    if index.places.count == 1 {
      return try add(Gather(axis: index.places[0].axis), x, index.places[0].index)
    }
    if let own = index.ownAxes(in: self) {
      // Each tensor of places has axes of its own, so that one axis is taken after the other.
      var result = x
      for ((axis, places), axes) in zip(index.places, own).reversed() {
        let flat = try context.reshape(places, to: axes.map { index.shape[$0] })
        result = try add(Gather(axis: axis), result, flat)
      }
      let rest = (0..<index.shape.rank).filter { axis in !own.contains { $0.contains(axis) } }
      if rest.isEmpty { return result }
      return try add(Unsqueeze(axes: rest.map { $0 + index.position }), result)
    }
    let others = index.otherAxes(rank: rank(x))
    let order = index.places.map(\.axis) + others
    let taken = try add(GatherND(), try transposed(x, by: order), try tuples(index))
    let count = index.shape.rank
    var placed = Array(count..<count + others.count)
    placed.insert(contentsOf: 0..<count, at: index.position)
    return try transposed(taken, by: placed)
  }

  private func take(_ mask: AdvancedIndex.Mask, of x: ValueID) throws(Diagnostic) -> ValueID {
    let axes = mask.axis..<mask.axis + rank(mask.value)
    var sizes = shape(x).dimensions
    sizes.replaceSubrange(axes, with: [sizes[axes].reduce(1, *)])
    let flat = try context.reshape(mask.value, to: [shape(mask.value).elementCount])
    let places = try self.places(where: flat)[0]
    return try add(Gather(axis: mask.axis), try context.reshape(x, to: sizes), places)
  }

  /// A tensor with the elements that an index names replaced, or met with others.
  func put(
    _ values: ValueID, at index: AdvancedIndex, of x: ValueID, accumulates: Bool
  ) throws(Diagnostic) -> ValueID {
    if let mask = index.mask {
      if let written = try put(values, where: mask, of: x, accumulates: accumulates) {
        return written
      }
      let axes = mask.axis..<mask.axis + rank(mask.value)
      var sizes = shape(x).dimensions
      sizes.replaceSubrange(axes, with: [sizes[axes].reduce(1, *)])
      let flat = try context.reshape(mask.value, to: [shape(mask.value).elementCount])
      let places = try self.places(where: flat)[0]
      var layout = sizes
      layout[mask.axis] = shape(places)[0]
      let written = try writeSlices(
        try context.expand(values, to: layout), at: places, axis: mask.axis,
        to: try context.reshape(x, to: sizes), hasAxis: true,
        reduction: accumulates ? .add : .none)
      return try context.reshape(written, to: shape(x).dimensions)
    }
    let others = index.otherAxes(rank: rank(x))
    let order = index.places.map(\.axis) + others
    let count = index.shape.rank
    var layout = others.map { shape(x)[$0] }
    layout.insert(contentsOf: index.shape.dimensions, at: index.position)
    var source = Array(0..<layout.count)
    let front = source[index.position..<index.position + count]
    source.removeSubrange(index.position..<index.position + count)
    let updates = try transposed(try context.expand(values, to: layout), by: front + source)
    let written = try add(
      ScatterND(reduction: accumulates ? .add : .none), try transposed(x, by: order),
      try tuples(index), updates)
    return try transposed(written, by: Self.inverse(of: order))
  }

  /// The same by choice, if the values are not counted by the mask.
  private func put(
    _ values: ValueID, where mask: AdvancedIndex.Mask, of x: ValueID, accumulates: Bool
  ) throws(Diagnostic) -> ValueID? {
    let masked = rank(mask.value)
    let behind = rank(x) - mask.axis - masked
    var sizes = shape(values).dimensions
    if sizes.count > behind {
      let counted = sizes.count - behind - 1
      guard sizes[counted].size == 1 else { return nil }
      sizes.replaceSubrange(
        counted...counted,
        with: [Dimension](repeating: 1, count: sizes.count > behind + 1 ? masked : 0))
    }
    var new = try context.reshape(values, to: sizes)
    if accumulates { new = try add(Add(), x, new) }
    let condition = try context.reshape(
      mask.value, to: shape(mask.value).dimensions + [Dimension](repeating: 1, count: behind))
    return try add(Where(), condition, new, x)
  }
}

extension ATenContext {
  /// A value whose sizes that depend on data have names.
  func named(_ value: ValueID) throws(Diagnostic) -> ValueID {
    _ = newTensor(value)
    return value
  }
}
