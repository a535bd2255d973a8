package import Diagnostics
package import ModelIR

extension ATenContext {
  /// The elements in the same order with other sizes.
  ///
  /// Sizes that the operand has already are copied and one more may be left to be inferred, so that
  /// sizes are computed when the model runs only where several are new.
  ///
  /// - Parameter sizes: the sizes; −1 for one that follows from the others.
  /// - Throws: what the graph raises if the numbers of elements differ.
  package func reshape(
    _ value: ValueID, to sizes: [Dimension]
  ) throws(Diagnostic) -> ValueID {
    let shape = type(value).shape
    let sizes = try completed(sizes, for: shape)
    if sizes.count == shape.rank,
      zip(sizes, shape.dimensions).allSatisfy({ $0.isProvablyEqual(to: $1) })
    {
      return value
    }
    let known = sizes.map { $0.size == -1 ? Dimension.unknown : $0 }
    let target = reshapeTarget(sizes, of: shape)
    let open = target.indices.filter { target[$0] == .inferred }
    let result: ValueID
    if open.count <= 1 {
      result = try add(Reshape(target: target), value)
    } else {
      // One size follows from the others, best one that is hard to come by.
      var wanted = sizes
      if !sizes.contains(where: { $0.size == -1 || $0.size == 0 }) {
        let hardest = open.max { left, right in
          let (a, b) = (isComputable(sizes[left]), isComputable(sizes[right]))
          return a == b
            ? sizes[left].symbols.count < sizes[right].symbols.count : a
        }
        if let hardest { wanted[hardest] = -1 }
      }
      result = try add(DynamicReshape(shape: known), value, try vector(of: wanted))
    }
    refine(result, to: Shape(known))
    return result
  }

  /// Sizes with that of −1 computed, if it can be.
  private func completed(
    _ sizes: [Dimension], for shape: Shape
  ) throws(Diagnostic) -> [Dimension] {
    let open = sizes.indices.filter { sizes[$0].size == -1 }
    guard open.count <= 1, sizes.allSatisfy({ ($0.size ?? 0) >= -1 }) else {
      throw Diagnostic(
        .atenArgument, "a tensor of shape \(shape) cannot have the shape \(Shape(sizes))",
        at: location)
    }
    guard let open = open.first else { return sizes }
    let stated = sizes.indices.reduce(Dimension.fixed(1)) { $1 == open ? $0 : $0 * sizes[$1] }
    guard stated.size != 0, let size = shape.elementCount.exactlyDivided(by: stated) else {
      return sizes
    }
    var sizes = sizes
    sizes[open] = size
    return sizes
  }

  /// Sizes as a reshape's: numbers, those of the operand, and what is left.
  private func reshapeTarget(_ sizes: [Dimension], of shape: Shape) -> [ReshapeDimension] {
    var unused = Set(shape.dimensions.indices)
    return sizes.enumerated().map { position, size in
      if let number = size.size, number >= 0 { return .size(number) }
      let sources = shape.dimensions.indices.filter { shape[$0].isProvablyEqual(to: size) }
      // The size at the same place is the simplest to copy.
      let source =
        sources.first { $0 == position && unused.contains($0) }
        ?? sources.first { unused.contains($0) } ?? sources.first
      guard let source else { return .inferred }
      unused.remove(source)
      return .copied(fromAxis: source)
    }
  }

  /// Axes of size 1 repeated; sizes of −1 stay as they are.
  package func expand(
    _ value: ValueID, to sizes: [Dimension]
  ) throws(Diagnostic) -> ValueID {
    let shape = type(value).shape
    let added = sizes.count - shape.rank
    guard added >= 0 else {
      throw Diagnostic(
        .atenArgument, "a tensor of shape \(shape) cannot be expanded to \(Shape(sizes))",
        at: location)
    }
    var target: [ExpandDimension] = []
    var known: [Dimension] = []
    var kept: [Bool] = []
    var isStatic = true
    var changes = added > 0
    for (axis, size) in sizes.enumerated() {
      let own = axis < added ? nil : shape[axis - added]
      if let own, size.size == -1 || size.isProvablyEqual(to: own) {
        target.append(.kept)
        known.append(own)
        kept.append(true)
      } else if let number = size.size {
        target.append(.size(number))
        known.append(size)
        kept.append(false)
        changes = true
      } else {
        // What is no 1 already has the size.
        if let own, own.size.map({ $0 != 1 }) ?? false {
          target.append(.kept)
          known.append(own)
          kept.append(true)
          continue
        }
        isStatic = false
        changes = true
        known.append(size)
        kept.append(false)
      }
    }
    guard changes else { return value }
    if isStatic { return try add(Expand(target: target), value) }
    // A size of 1 keeps the axis.
    let wanted = zip(kept, known).map { isKept, size in isKept ? 1 : size }
    return try add(DynamicExpand(shape: known), value, try vector(of: wanted))
  }

  /// Records what is known of a value's sizes beyond what its operator infers.
  package func refine(_ value: ValueID, to shape: Shape) {
    builder.refine(value, to: shape)
  }
}
