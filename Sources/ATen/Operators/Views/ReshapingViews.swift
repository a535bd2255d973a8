import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Views with the same elements in the same order and other sizes.
  static let reshapingViews: [ATenOperator] = [
    ATenOperator("view.dtype(self, dtype: int)") { call throws(Diagnostic) in
      call.result(try call.reinterpreted(try call.tensor("self")))
    },
    reshaping("view(self, size: int[])") { call, _ throws(Diagnostic) in
      try call.sizes("size")
    },
    reshaping("reshape(self, shape)") { call, _ throws(Diagnostic) in try call.sizes("shape") },
    reshaping("_unsafe_view(self, size)") { call, _ throws(Diagnostic) in try call.sizes("size") },
    reshaping("view_as(self, other)", sizes: sizesOfOther),
    reshaping("reshape_as(self, other)", sizes: sizesOfOther),
    reshaping("unflatten(self, dim: int, sizes)") { call, x throws(Diagnostic) in
      var sizes = call.shape(x).dimensions
      let axis = try call.axis("dim", rank: sizes.count)
      guard sizes.indices.contains(axis) else { throw call.problem("needs an axis") }
      sizes.replaceSubrange(
        axis...axis, with: call.completed(try call.sizes("sizes"), to: sizes[axis]))
      return sizes
    },
    reshaping("positive(self)") { call, x in call.shape(x).dimensions },
    reshaping("ravel(self)") { call, x in [call.shape(x).elementCount] },
    reshaping("atleast_1d(self: Tensor)") { call, x in call.sizes(of: x, atLeast: 1) },
    reshaping("atleast_2d(self: Tensor)") { call, x in call.sizes(of: x, atLeast: 2) },
    reshaping("atleast_3d(self: Tensor)") { call, x in call.sizes(of: x, atLeast: 3) },
    view("flatten(self, start_dim: int=0, end_dim: int=-1)") { call, x throws(Diagnostic) in
      let rank = call.rank(x)
      if rank == 0 { return try call.context.reshape(x, to: [1]) }
      let start = try call.axis("start_dim", rank: rank)
      let end = try call.axis("end_dim", rank: rank)
      guard start <= end else { throw call.problem("joins the axes \(start) to \(end)") }
      return start == end ? x : try call.add(Flatten(startAxis: start, endAxis: end), x)
    },
    view("squeeze(self)") { call, x throws(Diagnostic) in
      try call.squeezed(x, Array(0..<call.rank(x)))
    },
    view("squeeze.dim(self, dim)") { call, x throws(Diagnostic) in
      call.rank(x) == 0 ? x : try call.squeezed(x, try call.axes("dim", rank: call.rank(x)))
    },
    view("unsqueeze(self, dim)") { call, x throws(Diagnostic) in
      try call.add(Unsqueeze(axes: [try call.axis("dim", rank: call.rank(x) + 1)]), x)
    },
    ATenOperator("atleast_1d.Sequence(tensors: Tensor[])") { call throws(Diagnostic) in
      try call.eachAtLeast(1)
    },
    ATenOperator("atleast_2d.Sequence(tensors: Tensor[])") { call throws(Diagnostic) in
      try call.eachAtLeast(2)
    },
    ATenOperator("atleast_3d.Sequence(tensors: Tensor[])") { call throws(Diagnostic) in
      try call.eachAtLeast(3)
    },
  ]

  private static func reshaping(
    _ signature: StaticString,
    sizes: @escaping @Sendable (ATenCall, ValueID) throws(Diagnostic) -> [Dimension]
  ) -> ATenOperator {
    view(signature) { call, x throws(Diagnostic) in
      try call.context.reshape(x, to: try sizes(call, x))
    }
  }

  private static func view(
    _ signature: StaticString,
    build: @escaping @Sendable (ATenCall, ValueID) throws(Diagnostic) -> ValueID
  ) -> ATenOperator {
    ATenOperator(view: signature) { call throws(Diagnostic) in
      call.result(try build(call, try call.tensor("self")))
    } writeBack: { call, original, view, _ throws(Diagnostic) in
      try call.context.reshape(view, to: call.shape(original).dimensions)
    }
  }

  @Sendable private static func sizesOfOther(
    _ call: ATenCall, _ x: ValueID
  ) throws(Diagnostic) -> [Dimension] {
    call.shape(try call.tensor("other")).dimensions
  }
}

extension ATenCall {
  /// Sizes of which one may be −1, for an axis that is cut into them.
  func completed(_ sizes: [Dimension], to total: Dimension) -> [Dimension] {
    let open = sizes.indices.filter { sizes[$0].size == -1 }
    guard open.count == 1 else { return sizes }
    let stated = sizes.enumerated().reduce(Dimension.fixed(1)) {
      $1.offset == open[0] ? $0 : $0 * $1.element
    }
    var sizes = sizes
    if let size = total.exactlyDivided(by: stated) { sizes[open[0]] = size }
    return sizes
  }

  /// The sizes with as many axes as NumPy's functions of that name add.
  func sizes(of x: ValueID, atLeast count: Int) -> [Dimension] {
    let sizes = shape(x).dimensions
    switch (sizes.count, count) {
    case (0, _): return [Dimension](repeating: 1, count: count)
    case (1, 2): return [1, sizes[0]]
    case (1, 3): return [1, sizes[0], 1]
    case (2, 3): return [sizes[0], sizes[1], 1]
    default: return sizes
    }
  }

  fileprivate func eachAtLeast(_ count: Int) throws(Diagnostic) -> [ATenValue] {
    let values = try tensors("tensors").map { x throws(Diagnostic) in
      try context.reshape(x, to: sizes(of: x, atLeast: count))
    }
    return [.list(results(values))]
  }

  /// Without those of some axes that are known to have one element.
  func squeezed(_ x: ValueID, _ axes: [Int]) throws(Diagnostic) -> ValueID {
    let single = axes.filter { shape(x)[$0].size == 1 }.sorted()
    return single.isEmpty ? x : try add(Squeeze(axes: single), x)
  }
}
