import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Elements by a share of those below them, and how many there are in parts of a range.
  static let quantiles: [ATenOperator] = family(
    named(
      "quantile(self, q, dim=None, keepdim=False, interpolation='linear')"
    ) { call throws(Diagnostic) in
      call.result(try call.quantile())
    },
    named("nanmedian.dim(self, dim: int, keepdim=False)") { call throws(Diagnostic) in
      let x = try call.floating("self")
      let axis = try call.axis("dim", rank: call.rank(x))
      return call.results(try call.presentMedian(x, axis, keepsAxis: try call.keepsAxes))
    },
    named("nanmedian(self)") { call throws(Diagnostic) in
      let x = try call.flattened(try call.floating("self"))
      return call.result(try call.presentMedian(x, 0, keepsAxis: false)[0])
    },
    named("mode(self, dim=-1, keepdim=False)") { call throws(Diagnostic) in
      call.results(try call.mostFrequent())
    },
    named("histc(self, bins=100, min=0, max=0)") { call throws(Diagnostic) in
      call.result(try call.histogram())
    })
}

extension ATenCall {
  /// The element below which a share of the others lies, between two elements if need be.
  fileprivate func quantile() throws(Diagnostic) -> ValueID {
    var x = try floating("self")
    let shares = try context.operand(value("q"), elementType(of: x))
    let mode = try text("interpolation")
    let whole = x
    let axis: Int
    if isGiven("dim") {
      axis = try self.axis("dim", rank: rank(x))
    } else {
      x = try flattened(x)
      axis = 0
    }
    let last = try context.operand(.size(shape(x)[axis] - 1), elementType(of: x))
    let places = try add(
      Multiply(), try context.reshape(shares, to: [-1]), last)
    let sorted = try context.addAll(Sort(axis: axis), [x])[0]
    let result = try between(sorted, axis, places, mode)
    // What is computed of one share has no axis for the shares; of several it has it in front.
    let isSingle = rank(shares) == 0
    let keeps = try keepsAxes
    if isSingle {
      if !isGiven("dim"), keeps { return try withAxesKept(result, of: whole) }
      return keeps ? result : try add(Squeeze(axes: [axis]), result)
    }
    var order = Array(0..<rank(x))
    order.remove(at: axis)
    order.insert(axis, at: 0)
    let front = try add(Transpose(axes: order), result)
    if !keeps { return front }
    guard isGiven("dim") else {
      let ones = [Dimension](repeating: 1, count: rank(whole))
      return try context.reshape(front, to: shape(front).dimensions + ones)
    }
    return try add(Unsqueeze(axes: [axis + 1]), front)
  }

  /// Elements at places that may lie between two of them.
  private func between(
    _ sorted: ValueID, _ axis: Int, _ places: ValueID, _ mode: String
  ) throws(Diagnostic) -> ValueID {
    func taken(_ places: ValueID) throws(Diagnostic) -> ValueID {
      try add(Gather(axis: axis), sorted, try context.cast(places, to: .int64))
    }
    let below = try add(Floor(), places)
    switch mode {
    case "lower": return try taken(below)
    case "higher": return try taken(try add(Ceil(), places))
    case "nearest": return try taken(try add(Round(), places))
    case "linear", "midpoint": break
    default: throw problem("has the interpolation '\(mode)'")
    }
    let low = try taken(below)
    let high = try taken(try add(Ceil(), places))
    let distance = try add(Subtract(), high, low)
    if mode == "midpoint" { return try add(Add(), low, try scaled(distance, by: 0.5)) }
    var weight = try add(Subtract(), places, below)
    let trailing = rank(sorted) - 1 - axis
    if trailing > 0 { weight = try add(Unsqueeze(axes: Array(1...trailing)), weight) }
    return try add(Add(), low, try add(Multiply(), distance, weight))
  }

  /// The lower one in the middle of the elements that are numbers, and where it is.
  fileprivate func presentMedian(
    _ x: ValueID, _ axis: Int, keepsAxis: Bool
  ) throws(Diagnostic) -> [ValueID] {
    let isNone = try add(IsNaN(), x)
    let pushed = try add(Where(), isNone, try context.scalar(.infinity, like: x), x)
    let sorted = try context.addAll(Sort(axis: axis), [pushed])
    let count = try add(
      ReduceSum(axes: [axis], keepsAxes: true),
      try context.cast(try add(Not(), isNone), to: .int64))
    let one = context.constant(.scalar(integer: 1))
    let two = context.constant(.scalar(integer: 2))
    let middle = try add(
      Clamp(minimum: 0, maximum: nil),
      try add(FloorDivide(), try add(Subtract(), count, one), two))
    let value = try add(GatherElements(axis: axis), sorted[0], middle)
    let place = try add(GatherElements(axis: axis), sorted[1], middle)
    let isEmpty = try add(Equal(), count, context.constant(.scalar(integer: 0)))
    let median = try add(Where(), isEmpty, try context.scalar(.nan, like: x), value)
    guard !keepsAxis else { return [median, place] }
    return [try add(Squeeze(axes: [axis]), median), try add(Squeeze(axes: [axis]), place)]
  }

  /// The element that is there most often, the smallest of several, and the last place where it is.
  fileprivate func mostFrequent() throws(Diagnostic) -> [ValueID] {
    let x = try ordered(try tensor("self"))
    guard rank(x) > 0 else { return [x, context.constant(.scalar(integer: 0))] }
    let axis = try axis("dim", rank: rank(x))
    let keeps = try keepsAxes
    let pairs = try add(
      Equal(), try add(Unsqueeze(axes: [axis + 1]), x), try add(Unsqueeze(axes: [axis]), x))
    let counts = try add(
      ReduceSum(axes: [axis + 1], keepsAxes: false), try context.cast(pairs, to: .int64))
    let most = try add(ReduceMax(axes: [axis], keepsAxes: true), counts)
    let isMost = try add(Equal(), counts, most)
    // Whole numbers are compared as doubles, which can be infinite.
    let type = elementType(of: x)
    let number = try type.isFloatingPoint ? x : context.cast(x, to: .float64)
    let chosen = try add(Where(), isMost, number, try context.scalar(.infinity, like: number))
    let value = try add(ReduceMin(axes: [axis], keepsAxes: true), chosen)
    let trailing = [Dimension](repeating: 1, count: rank(x) - 1 - axis)
    let places = try context.reshape(
      try range(to: shape(x)[axis]), to: [shape(x)[axis]] + trailing)
    let reached = try add(
      Where(), try add(Equal(), number, value), places, context.constant(.scalar(integer: 0)))
    let place = try add(ReduceMax(axes: [axis], keepsAxes: keeps), reached)
    let result = try context.cast(value, to: elementType(of: try tensor("self")))
    return [keeps ? result : try add(Squeeze(axes: [axis]), result), place]
  }

  /// How many elements lie in each of some parts of a range.
  fileprivate func histogram() throws(Diagnostic) -> ValueID {
    let x = try flattened(try floating("self"))
    let count = try integer("bins")
    let low = try number("min")
    let high = try number("max")
    guard count > 0, count <= Self.constantLimit, low < high else {
      throw unsupported("\(count) parts from \(low) to \(high)")
    }
    let place = try scaled(try shifted(x, by: -low), by: Double(count) / (high - low))
    let part = try add(
      Where(), try compare(x, Equal(), high),
      try context.scalar(Double(count - 1), like: x), try add(Floor(), place))
    let numbers = try context.cast(try range(to: .fixed(count)), to: elementType(of: x))
    let rows = try add(Equal(), try add(Unsqueeze(axes: [1]), numbers), part)
    return try add(
      ReduceSum(axes: [1], keepsAxes: false), try context.cast(rows, to: elementType(of: x)))
  }
}
