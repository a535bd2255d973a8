import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Views of a diagonal, and tensors made of one.
  static let diagonalViews: [ATenOperator] = [
    ATenOperator(view: "diagonal(self, offset: int=0, dim1: int=0, dim2: int=1)") {
      call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(try call.diagonal(try call.diagonalPlaces(x), of: x))
    } writeBack: { call, original, view, _ throws(Diagnostic) in
      try call.putDiagonal(view, at: try call.diagonalPlaces(original), of: original)
    },
    ATenOperator("diagonal_scatter(self, src, offset: int=0, dim1: int=0, dim2: int=1)") {
      call throws(Diagnostic) in
      let x = try call.tensor("self")
      let source = try call.context.cast(try call.tensor("src"), to: call.elementType(of: x))
      return call.result(try call.putDiagonal(source, at: try call.diagonalPlaces(x), of: x))
    },
    ATenOperator("diag(self, diagonal: int=0)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let offset = try call.integer("diagonal")
      if call.rank(x) == 1 { return call.result(try call.embedded(x, offset: offset)) }
      let places = try call.diagonalPlaces(x, offset: offset, rows: 0, columns: 1)
      return call.result(try call.diagonal(places, of: x))
    },
    ATenOperator("diagflat(self, offset: int=0)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let flat = try call.context.reshape(x, to: [call.shape(x).elementCount])
      return call.result(try call.embedded(flat, offset: try call.integer("offset")))
    },
    ATenOperator("diag_embed(self, offset: int=0, dim1: int=-2, dim2: int=-1)") {
      call throws(Diagnostic) in
      let x = try call.tensor("self")
      let rank = call.rank(x) + 1
      let square = try call.embedded(x, offset: try call.integer("offset"))
      let rows = try call.axis("dim1", rank: rank)
      let columns = try call.axis("dim2", rank: rank)
      var rest = Array(0..<rank - 2).makeIterator()
      let order = (0..<rank).compactMap {
        $0 == rows ? rank - 2 : $0 == columns ? rank - 1 : rest.next()
      }
      return call.result(try call.transposed(square, by: order))
    },
  ]
}

/// Where the elements of a diagonal are, once two axes are joined at the end.
private struct DiagonalPlaces {
  /// The other axes, then that of the rows and that of the columns.
  var order: [Int]
  var start: Dimension
  var distance: Dimension
  var count: Dimension
}

extension ATenCall {
  fileprivate func diagonalPlaces(_ x: ValueID) throws(Diagnostic) -> DiagonalPlaces {
    try diagonalPlaces(
      x, offset: try integer("offset"), rows: try axis("dim1", rank: rank(x)),
      columns: try axis("dim2", rank: rank(x)))
  }

  fileprivate func diagonalPlaces(
    _ x: ValueID, offset: Int, rows: Int, columns: Int
  ) throws(Diagnostic) -> DiagonalPlaces {
    guard rank(x) >= 2, rows != columns else { throw problem("needs two axes for a diagonal") }
    let height = shape(x)[rows]
    let width = shape(x)[columns]
    let below = -Dimension.fixed(offset)
    let count: Dimension
    if offset == 0 {
      count = height.isProvablyEqual(to: width) ? height : .minimum(height, width)
    } else {
      count = offset > 0 ? .minimum(height, width - offset) : .minimum(height - below, width)
    }
    return DiagonalPlaces(
      order: (0..<rank(x)).filter { $0 != rows && $0 != columns } + [rows, columns],
      start: offset >= 0 ? .fixed(offset) : below * width, distance: width + 1,
      count: count.size.map { .fixed(max(0, $0)) } ?? count)
  }

  private func indices(_ places: DiagonalPlaces) throws(Diagnostic) -> ValueID {
    if let distance = places.distance.size {
      return try context.range(places.count, from: places.start, step: distance)
    }
    let steps = try add(
      Multiply(), try context.range(places.count), try context.operand(of: places.distance))
    return try add(Add(), steps, try context.operand(of: places.start))
  }

  fileprivate func diagonal(
    _ places: DiagonalPlaces, of x: ValueID
  ) throws(Diagnostic) -> ValueID {
    let rows = try transposed(x, by: places.order)
    let sizes = shape(rows).dimensions
    let joined = try context.reshape(
      rows, to: sizes.dropLast(2) + [sizes[sizes.count - 2] * sizes[sizes.count - 1]])
    return try add(Gather(axis: sizes.count - 2), joined, try indices(places))
  }

  fileprivate func putDiagonal(
    _ part: ValueID, at places: DiagonalPlaces, of x: ValueID
  ) throws(Diagnostic) -> ValueID {
    let rows = try transposed(x, by: places.order)
    let sizes = shape(rows).dimensions
    let joined = try context.reshape(
      rows, to: sizes.dropLast(2) + [sizes[sizes.count - 2] * sizes[sizes.count - 1]])
    let written = try writeSlices(
      part, at: try indices(places), axis: sizes.count - 2, to: joined, hasAxis: true)
    return try transposed(
      try context.reshape(written, to: sizes), by: Self.inverse(of: places.order))
  }

  /// Squares with the last axis on a diagonal and 0 elsewhere.
  fileprivate func embedded(_ x: ValueID, offset: Int) throws(Diagnostic) -> ValueID {
    guard let size = shape(x).dimensions.last, offset.magnitude < 1 << 31 else {
      throw problem("needs an axis to put on the diagonal")
    }
    let last = rank(x) - 1
    let width = size + abs(offset)
    var padded = x
    if offset != 0 {
      var before = [Int](repeating: 0, count: rank(x))
      var after = before
      before[last] = max(offset, 0)
      after[last] = max(-offset, 0)
      padded = try add(Pad(before: before, after: after, mode: .constant(0)), x)
    }
    let columns = try context.range(width)
    let rows = try add(
      Unsqueeze(axes: [1]), try context.range(width, from: .fixed(offset)))
    return try add(
      Where(), try add(Equal(), rows, columns), try add(Unsqueeze(axes: [last]), padded),
      try context.scalar(0, like: x))
  }
}

extension Dimension {
  fileprivate static prefix func - (size: Dimension) -> Dimension { size * -1 }
}
