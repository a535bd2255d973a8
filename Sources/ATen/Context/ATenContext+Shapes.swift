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
    var sizes = sizes
    let open = sizes.indices.filter { sizes[$0].size == -1 }
    if open.count == 1 {
      let stated = sizes.enumerated().reduce(Dimension.fixed(1)) {
        $1.offset == open[0] ? $0 : $0 * $1.element
      }
      if stated.size != 0, let size = shape.elementCount.exactlyDivided(by: stated) {
        sizes[open[0]] = size
      }
    }
    if sizes.count == shape.rank,
      zip(sizes, shape.dimensions).allSatisfy({ $0.isProvablyEqual(to: $1) })
    {
      return value
    }
    var target: [ReshapeDimension] = []
    var inferred: Int?
    var isStatic = true
    var next = 0
    for (axis, size) in sizes.enumerated() {
      if let number = size.size, number >= 0 {
        target.append(.size(number))
        continue
      }
      if let source = (next..<max(next, shape.rank)).first(where: {
        shape[$0].isProvablyEqual(to: size)
      }) {
        target.append(.copied(fromAxis: source))
        next = source + 1
        continue
      }
      isStatic = isStatic && inferred == nil
      inferred = axis
      target.append(.inferred)
    }
    if isStatic {
      let result = try add(Reshape(target: target), value)
      refine(result, to: Shape(sizes.map { $0.size == -1 ? .unknown : $0 }))
      return result
    }
    let known = sizes.map { $0.size == -1 ? Dimension.unknown : $0 }
    return try add(DynamicReshape(shape: known), value, try vector(of: sizes))
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
    var isStatic = true
    var changes = added > 0
    for (axis, size) in sizes.enumerated() {
      let own = axis < added ? nil : shape[axis - added]
      if let own, size.size == -1 || size.isProvablyEqual(to: own) {
        target.append(.kept)
        known.append(own)
      } else if let number = size.size {
        target.append(.size(number))
        known.append(size)
        changes = true
      } else {
        // What is no 1 already has the size.
        if let own, own.size.map({ $0 != 1 }) ?? false {
          target.append(.kept)
          known.append(own)
          continue
        }
        isStatic = false
        changes = true
        known.append(size)
      }
    }
    guard changes else { return value }
    if isStatic { return try add(Expand(target: target), value) }
    return try add(DynamicExpand(shape: known), value, try vector(of: known))
  }

  /// Records what is known of a value's sizes beyond what its operator infers.
  package func refine(_ value: ValueID, to shape: Shape) {
    builder.refine(value, to: shape)
  }
}
