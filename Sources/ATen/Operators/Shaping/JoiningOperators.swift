import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators that make one tensor of several.
  static let joining: [ATenOperator] = [
    ATenOperator("cat(tensors, dim: int=0)", build: concatenate),
    ATenOperator("concat(tensors, dim: int=0)", build: concatenate),
    ATenOperator("concatenate(tensors, dim: int=0)", build: concatenate),
    ATenOperator("stack(tensors, dim: int=0)") { call throws(Diagnostic) in
      let values = try call.promotedList()
      let axis = try call.axis("dim", rank: (values.first.map(call.rank) ?? 0) + 1)
      return call.result(try call.stacked(values, axis: axis))
    },
    joined("hstack(tensors)", atLeast: 1) { $0 == 1 ? 0 : 1 },
    joined("vstack(tensors)", atLeast: 2) { _ in 0 },
    joined("row_stack(tensors)", atLeast: 2) { _ in 0 },
    joined("dstack(tensors)", atLeast: 3) { _ in 2 },
    ATenOperator("column_stack(tensors)") { call throws(Diagnostic) in
      let columns = try call.promotedList().map { x throws(Diagnostic) in
        call.rank(x) > 1 ? x : try call.context.reshape(x, to: [call.shape(x).elementCount, 1])
      }
      return call.result(try call.context.add(Concat(axis: 1), columns))
    },
    ATenOperator("block_diag(tensors)") { call throws(Diagnostic) in
      call.result(try call.blockDiagonal(try call.promotedList()))
    },
    ATenOperator("meshgrid(tensors, indexing='ij')") { call throws(Diagnostic) in
      let isCartesian = try call.text("indexing") == "xy"
      return [
        .list(call.results(try call.grids(call.tensors("tensors"), isCartesian: isCartesian)))
      ]
    },
    ATenOperator("combinations(self, r: int=2, with_replacement: bool=False)") {
      call throws(Diagnostic) in
      let x = try call.tensor("self")
      guard call.rank(x) == 1, let count = call.shape(x)[0].size else {
        throw call.unsupported("choices among a number of elements that is not known")
      }
      let rows = try call.combinations(
        of: count, length: try call.integer("r"), repeats: try call.boolean("with_replacement"))
      let length = rows.first?.count ?? 0
      let places = Weight.integers(rows.flatMap(\.self)).reshaped(to: [rows.count, length])
      return call.result(try call.add(Gather(axis: 0), x, call.context.constant(places)))
    },
    ATenOperator("cartesian_prod(tensors)") { call throws(Diagnostic) in
      let tensors = try call.promotedList()
      if tensors.count == 1 { return call.results(tensors) }
      let columns = try call.grids(tensors, isCartesian: false).map { grid throws(Diagnostic) in
        try call.context.reshape(grid, to: [call.shape(grid).elementCount])
      }
      return call.result(try call.stacked(columns, axis: 1))
    },
  ]

  @Sendable private static func concatenate(
    _ call: ATenCall
  ) throws(Diagnostic) -> [ATenValue] {
    var values = try call.promotedList()
    // An empty vector joins with anything.
    if let rank = values.map(call.rank).max(), rank > 1 {
      values.removeAll { call.rank($0) == 1 && call.shape($0)[0].size == 0 }
    }
    let axis = try call.axis("dim", rank: values.first.map(call.rank) ?? 0)
    let filled = values.filter { call.rank($0) <= axis || call.shape($0)[axis].size != 0 }
    let parts = filled.isEmpty ? Array(values.prefix(1)) : filled
    if parts.count == 1 { return call.results(parts) }
    return call.result(try call.context.add(Concat(axis: axis), parts))
  }

  private static func joined(
    _ signature: StaticString, atLeast count: Int, axis: @escaping @Sendable (Int) -> Int
  ) -> ATenOperator {
    ATenOperator(signature) { call throws(Diagnostic) in
      let parts = try call.promotedList().map { x throws(Diagnostic) in
        try call.context.reshape(x, to: call.sizes(of: x, atLeast: count))
      }
      if parts.count == 1 { return call.results(parts) }
      let axis = axis(parts.first.map(call.rank) ?? 0)
      return call.result(try call.context.add(Concat(axis: axis), parts))
    }
  }
}

extension ATenCall {
  /// The tensors of the list in one element type.
  fileprivate func promotedList() throws(Diagnostic) -> [ValueID] {
    guard let items = value("tensors").items, !items.isEmpty else {
      throw problem("needs at least one tensor")
    }
    return try context.promoted(items)
  }

  /// Tensors next to each other along a new axis.
  func stacked(_ values: [ValueID], axis: Int) throws(Diagnostic) -> ValueID {
    let parts = try values.map { x throws(Diagnostic) in try add(Unsqueeze(axes: [axis]), x) }
    return parts.count == 1 ? parts[0] : try context.add(Concat(axis: axis), parts)
  }

  /// Vectors repeated along each other's axes.
  ///
  /// - Parameter isCartesian: whether the first two change places in the results.
  fileprivate func grids(
    _ tensors: [ValueID], isCartesian: Bool
  ) throws(Diagnostic) -> [ValueID] {
    guard tensors.allSatisfy({ rank($0) <= 1 }) else { throw problem("takes vectors only") }
    let places = tensors.indices.map { index in
      isCartesian && index < 2 && tensors.count > 1 ? 1 - index : index
    }
    var sizes = [Dimension](repeating: 1, count: tensors.count)
    for (tensor, place) in zip(tensors, places) { sizes[place] = shape(tensor).elementCount }
    return try zip(tensors, places).map { pair throws(Diagnostic) in
      var own = [Dimension](repeating: 1, count: tensors.count)
      own[pair.1] = sizes[pair.1]
      return try context.expand(try context.reshape(pair.0, to: own), to: sizes)
    }
  }

  /// All choices of so many places, in order.
  fileprivate func combinations(
    of count: Int, length: Int, repeats: Bool
  ) throws(Diagnostic) -> [[Int]] {
    guard (1...8).contains(length) else { throw unsupported("choices of \(length) elements") }
    var rows: [[Int]] = [[]]
    for _ in 0..<length {
      rows = rows.flatMap { row in
        let first = row.last.map { repeats ? $0 : $0 + 1 } ?? 0
        return (first..<max(first, count)).map { row + [$0] }
      }
      guard !rows.isEmpty, rows.count <= 1 << 16 else {
        throw unsupported("\(rows.count) choices of \(length) among \(count) elements")
      }
    }
    return rows
  }

  fileprivate func blockDiagonal(_ tensors: [ValueID]) throws(Diagnostic) -> ValueID {
    let blocks = try tensors.map { x throws(Diagnostic) in
      try context.reshape(x, to: sizes(of: x, atLeast: 2))
    }
    let widths = blocks.compactMap { rank($0) == 2 ? shape($0)[1].size : nil }
    guard widths.count == blocks.count,
      let total = widths.reduce(0, { $0 + Dimension.fixed($1) }).size
    else { throw unsupported("blocks whose width is known only when the model runs") }
    var start = 0
    var rows: [ValueID] = []
    for (block, width) in zip(blocks, widths) {
      rows.append(
        try add(
          Pad(before: [0, start], after: [0, total - start - width], mode: .constant(0)), block))
      start += width
    }
    return rows.count == 1 ? rows[0] : try context.add(Concat(axis: 0), rows)
  }
}
