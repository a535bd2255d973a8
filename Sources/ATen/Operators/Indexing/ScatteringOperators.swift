import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators that take and put single elements along an axis.
  static let scattering: [ATenOperator] = [
    ATenOperator("gather(self, dim: int, index, sparse_grad: bool=False)") {
      call throws(Diagnostic) in
      let x = try call.withAxis(try call.tensor("self"))
      let index = try call.index(try call.tensor("index"))
      let axis = try call.axis("dim", rank: call.rank(x))
      let taken = try call.add(GatherElements(axis: axis), x, try call.withAxis(index))
      return call.result(try call.context.reshape(taken, to: call.shape(index).dimensions))
    },
    ATenOperator("take_along_dim(self, indices, dim: int=None)") { call throws(Diagnostic) in
      var x = try call.tensor("self")
      var index = try call.index(try call.tensor("indices"))
      guard call.isGiven("dim") else {
        x = try call.context.reshape(x, to: [call.shape(x).elementCount])
        index = try call.context.reshape(index, to: [call.shape(index).elementCount])
        return call.result(try call.add(Gather(axis: 0), x, index))
      }
      let axis = try call.axis("dim", rank: call.rank(x))
      guard call.rank(x) == call.rank(index), call.rank(x) > 0 else {
        throw call.problem("needs as many axes of both tensors")
      }
      var sizes = call.shape(x).dimensions
      var wanted = call.shape(index).dimensions
      (sizes[axis], wanted[axis]) = (1, 1)
      let common = try call.broadcast([Shape(sizes), Shape(wanted)])
      (sizes, wanted) = (common.dimensions, common.dimensions)
      sizes[axis] = call.shape(x)[axis]
      wanted[axis] = call.shape(index)[axis]
      return call.result(
        try call.add(
          GatherElements(axis: axis), try call.context.expand(x, to: sizes),
          try call.context.expand(index, to: wanted)))
    },
    scatter("scatter.src(self, dim: int, index, src: Tensor)") { _ in .none },
    scatter("scatter.value(self, dim: int, index, value: Scalar)") { _ in .none },
    scatter("scatter.reduce(self, dim: int, index, src: Tensor, reduce: str)", reduction: named),
    scatter(
      "scatter.value_reduce(self, dim: int, index, value: Scalar, reduce: str)", reduction: named),
    scatter("scatter_add(self, dim: int, index, src)") { _ in .add },
    ATenOperator(
      "scatter_reduce(self, dim: int, index, src, reduce: str, include_self: bool=True)"
    ) { call throws(Diagnostic) in
      let x = try call.withAxis(try call.tensor("self"))
      let index = try call.withAxis(try call.index(try call.tensor("index")))
      let source = try call.source("src", for: x, index)
      let result = try call.reduced(
        source, at: index, axis: try call.axis("dim", rank: call.rank(x)), of: x)
      return call.result(
        try call.context.reshape(result, to: call.shape(try call.tensor("self")).dimensions))
    },
    ATenOperator(
      "index_reduce(self, dim: int, index, source, reduce: str, include_self: bool=True)"
    ) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let axis = try call.axis("dim", rank: call.rank(x))
      let source = try call.context.cast(try call.tensor("source"), to: call.elementType(of: x))
      var sizes = [Dimension](repeating: 1, count: call.rank(x))
      let index = try call.index(try call.tensor("index"))
      sizes[axis] = call.shape(index).elementCount
      let places = try call.context.expand(
        try call.context.reshape(index, to: sizes), to: call.shape(source).dimensions)
      return call.result(try call.reduced(source, at: places, axis: axis, of: x))
    },
  ]

  private static func scatter(
    _ signature: StaticString,
    reduction: @escaping @Sendable (ATenCall) throws(Diagnostic) -> ScatterReduction
  ) -> ATenOperator {
    ATenOperator(signature) { call throws(Diagnostic) in
      let original = try call.tensor("self")
      let x = try call.withAxis(original)
      let index = try call.withAxis(try call.index(try call.tensor("index")))
      let source = try call.source(call.has("src") ? "src" : "value", for: x, index)
      let axis = try call.axis("dim", rank: call.rank(x))
      let written = try call.add(
        ScatterElements(axis: axis, reduction: try reduction(call)), x, index, source)
      return call.result(
        try call.context.reshape(written, to: call.shape(original).dimensions))
    }
  }

  @Sendable private static func named(_ call: ATenCall) throws(Diagnostic) -> ScatterReduction {
    switch try call.text("reduce") {
    case "add": return .add
    case "multiply": return .multiply
    case let name: throw call.unsupported("the reduction '\(name)'")
    }
  }
}

extension ATenCall {
  /// A tensor without axes as one with an axis.
  fileprivate func withAxis(_ x: ValueID) throws(Diagnostic) -> ValueID {
    rank(x) == 0 ? try context.reshape(x, to: [1]) : x
  }

  /// What is put at the places: a number, or as much of a tensor as there are places.
  fileprivate func source(
    _ argument: String, for x: ValueID, _ index: ValueID
  ) throws(Diagnostic) -> ValueID {
    var source = try context.operand(value(argument), elementType(of: x))
    let wanted = shape(index)
    if rank(source) == 0 { return try context.expand(source, to: wanted.dimensions) }
    guard rank(source) == wanted.rank else {
      throw problem("puts a tensor of \(rank(source)) axes at places of \(wanted.rank)")
    }
    for axis in 0..<wanted.rank where !shape(source)[axis].isProvablyEqual(to: wanted[axis]) {
      let range = AxisRange(
        axis: axis, size: shape(source)[axis], from: 0, to: wanted[axis])
      source = try take(range, of: source)
    }
    return source
  }

  /// Elements that meet those at their places, of which the tensor's own may be left out.
  fileprivate func reduced(
    _ source: ValueID, at index: ValueID, axis: Int, of x: ValueID
  ) throws(Diagnostic) -> ValueID {
    let includesSelf = try boolean("include_self")
    func scattered(
      _ values: ValueID, _ reduction: ScatterReduction, onto base: ValueID
    ) throws(Diagnostic) -> ValueID {
      try add(ScatterElements(axis: axis, reduction: reduction), base, index, values)
    }
    func base(_ identity: Double) throws(Diagnostic) -> ValueID {
      if includesSelf { return x }
      let fill = try context.expand(
        try context.scalar(identity, like: x), to: shape(index).dimensions)
      return try scattered(fill, .none, onto: x)
    }
    switch try text("reduce") {
    case "sum": return try scattered(source, .add, onto: try base(0))
    case "prod": return try scattered(source, .multiply, onto: try base(1))
    case "amax", "amin":
      // One of the elements at a place may count twice.
      let start = includesSelf ? x : try scattered(source, .none, onto: x)
      let reduction: ScatterReduction = try text("reduce") == "amax" ? .maximum : .minimum
      return try scattered(source, reduction, onto: start)
    case "mean":
      let sum = try scattered(source, .add, onto: try base(0))
      let ones = try add(FillLike(value: 1), x)
      let parts = try context.expand(
        try context.scalar(1, like: x), to: shape(index).dimensions)
      let start = includesSelf ? ones : try add(FillLike(value: 0), x)
      var count = try scattered(parts, .add, onto: start)
      if !includesSelf { count = try add(Maximum(), count, try context.scalar(1, like: x)) }
      if elementType(of: x).isFloatingPoint { return try add(Divide(), sum, count) }
      return try add(FloorDivide(), sum, count)
    case let name: throw unsupported("the reduction '\(name)'")
    }
  }
}
