import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Triangles of matrices, their places, and the identity matrix.
  static let triangles: [ATenOperator] = family(
    named("tril(self, diagonal=0)") { call throws(Diagnostic) in
      call.result(
        try call.add(
          Triangular(isUpper: false, diagonal: try call.integer("diagonal")),
          try call.tensor("self")))
    },
    named("triu(self, diagonal=0)") { call throws(Diagnostic) in
      call.result(
        try call.add(
          Triangular(isUpper: true, diagonal: try call.integer("diagonal")),
          try call.tensor("self")))
    },
    named(
      """
      tril_indices(row, col, offset=0, dtype=None, layout=None, device=None, pin_memory=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.trianglePlaces { row, column, offset in column <= row + offset })
    },
    named(
      """
      triu_indices(row, col, offset=0, dtype=None, layout=None, device=None, pin_memory=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.trianglePlaces { row, column, offset in column >= row + offset })
    },
    named("eye.m(n, m, dtype=None, layout=None, device=None, pin_memory=None)") {
      call throws(Diagnostic) in
      call.result(try call.identityMatrix(try call.size("n"), try call.size("m")))
    },
    named("eye(n, dtype=None, layout=None, device=None, pin_memory=None)") {
      call throws(Diagnostic) in
      let size = try call.size("n")
      return call.result(try call.identityMatrix(size, size))
    })
}

extension ATenCall {
  /// The rows and columns of the places that a condition accepts.
  fileprivate func trianglePlaces(
    _ isInside: (_ row: Int, _ column: Int, _ offset: Int) -> Bool
  ) throws(Diagnostic) -> ValueID {
    let rows = try constantCount(try integer("row"))
    let columns = try constantCount(try integer("col"))
    let offset = try integer("offset")
    _ = try constantCount(rows * columns)
    guard abs(offset) <= Self.constantLimit else { throw problem("has the offset \(offset)") }
    var places: [(row: Int, column: Int)] = []
    for row in 0..<rows {
      for column in 0..<columns where isInside(row, column, offset) {
        places.append((row, column))
      }
    }
    let numbers = places.map { Double($0.row) } + places.map { Double($0.column) }
    return try constant(numbers, shape: [2, places.count], try type(orElse: .int64))
  }

  /// A matrix with ones on its diagonal.
  func identityMatrix(
    _ rows: Dimension, _ columns: Dimension
  ) throws(Diagnostic) -> ValueID {
    try identityMatrix(rows, columns, try type(orElse: .float32))
  }

  /// A matrix of an element type with ones on its diagonal.
  func identityMatrix(
    _ rows: Dimension, _ columns: Dimension, _ type: ElementType
  ) throws(Diagnostic) -> ValueID {
    if let rows = rows.size, let columns = columns.size, rows >= 0, columns >= 0,
      rows <= 512, columns <= 512
    {
      let numbers = (0..<rows * columns).map { $0 / columns == $0 % columns ? 1.0 : 0 }
      return try constant(numbers, shape: [rows, columns], type)
    }
    let column = try add(Unsqueeze(axes: [1]), try range(to: rows))
    return try context.cast(try add(Equal(), column, try range(to: columns)), to: type)
  }
}
