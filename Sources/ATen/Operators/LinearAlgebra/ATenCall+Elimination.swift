import Diagnostics
import ModelIR

extension ATenCall {
  /// The inverse of square matrices.
  func inverse(of a: ValueID) throws(Diagnostic) -> ValueID {
    let zeros = try add(FillLike(value: 0), a)
    return try eliminated(a, try add(Add(), zeros, try identity(like: a)))
  }

  /// The square matrix with ones on its diagonal, of the size of others.
  func identity(like x: ValueID) throws(Diagnostic) -> ValueID {
    let places = try range(to: try matrixSize(x))
    let isSame = try add(Equal(), try add(Unsqueeze(axes: [1]), places), places)
    return try context.cast(isSame, to: elementType(of: x))
  }

  private func matrixSize(_ x: ValueID) throws(Diagnostic) -> Dimension {
    let shape = shape(x)
    guard shape.rank >= 2, shape[shape.rank - 1].canEqual(shape[shape.rank - 2]) else {
      throw problem("takes square matrices, this is \(shape)")
    }
    return shape[shape.rank - 1]
  }

  /// The X of `A · X = B`, by Gauss's and Jordan's elimination with the largest pivot of each column; a
  /// step of the loop is a column.
  func eliminated(_ a: ValueID, _ b: ValueID) throws(Diagnostic) -> ValueID {
    let size = try matrixSize(a)
    guard rank(b) >= 2 else { throw problem("takes matrices, this is \(shape(b))") }
    let (left, right) = try sharedBatch(a, b)
    let columns = rank(left) - 1
    let rows = columns - 1
    let places = context.newTensor(try range(to: size))
    let results = try context.loop(
      tripCount: try context.operand(of: size), iterations: size, condition: nil,
      carried: [context.tensor(try add(Concat(axis: columns), left, right))]
    ) { (iteration, carried) throws(Diagnostic) in
      guard case .tensor(let tensor) = carried[0], let step = iteration.dimension else {
        throw problem("takes tensors")
      }
      let matrix = try context.value(of: tensor)
      let index = try context.operand(of: step)
      let places = try context.value(of: places)
      // The row with the largest element of the column, of those that had no turn.
      let column = try add(Gather(axis: columns), matrix, index)
      let candidates = try add(
        Where(), try add(Less(), places, index), try context.scalar(-1, like: matrix),
        try add(Absolute(), column))
      let best = try add(ArgMax(axis: rows, keepsAxis: true), candidates)
      // It and the one whose turn it is change places.
      let order = try add(
        Where(), try add(Equal(), places, index), best,
        try add(Where(), try add(Equal(), places, best), index, places))
      let swapped = try add(
        GatherElements(axis: rows), matrix,
        try context.expand(
          try add(Unsqueeze(axes: [columns]), order), to: shape(matrix).dimensions))
      let at = try add(Unsqueeze(axes: [0]), index)
      let row = try add(Gather(axis: rows), swapped, at)
      let unit = try add(Divide(), row, try add(Gather(axis: columns), row, at))
      let factors = try add(Gather(axis: columns), swapped, at)
      let reduced = try add(Subtract(), swapped, try add(Multiply(), factors, unit))
      let isTurn = try add(Unsqueeze(axes: [1]), try add(Equal(), places, index))
      let next = try add(Where(), isTurn, unit, reduced)
      context.refine(next, to: shape(matrix))
      return ATenContext.Iteration(condition: nil, carried: [context.tensor(next)])
    }
    guard case .tensor(let tensor)? = results.first else { throw problem("has no result") }
    let solved = try context.value(of: tensor)
    guard let size = size.size else {
      return try add(
        DynamicSlice(axis: columns, size: shape(right)[columns]), solved,
        try context.operand(of: size), try context.operand(of: shape(solved)[columns]))
    }
    return try add(Slice(axis: columns, start: size, end: nil), solved)
  }

  /// Matrices with the other ones' axes before the last two.
  private func sharedBatch(
    _ a: ValueID, _ b: ValueID
  ) throws(Diagnostic) -> (ValueID, ValueID) {
    let first = Shape(shape(a).dimensions.dropLast(2))
    let second = Shape(shape(b).dimensions.dropLast(2))
    if first == second { return (a, b) }
    let count = max(first.rank, second.rank)
    let batch = (0..<count).map { axis -> Dimension in
      let own = axis - (count - first.rank) >= 0 ? first[axis - (count - first.rank)] : 1
      let other = axis - (count - second.rank) >= 0 ? second[axis - (count - second.rank)] : 1
      return own.size == 1 ? other : own
    }
    return (
      try context.expand(a, to: batch + shape(a).dimensions.suffix(2)),
      try context.expand(b, to: batch + shape(b).dimensions.suffix(2))
    )
  }
}
