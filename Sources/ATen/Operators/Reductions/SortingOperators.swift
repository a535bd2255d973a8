import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Orders, and elements by their place in the order.
  static let sortings: [ATenOperator] = family(
    named("topk(self, k, dim=-1, largest=True, sorted=True)") { call throws(Diagnostic) in
      call.results(
        try call.first(
          try call.size("k"), isLargest: try call.boolean("largest"),
          isSorted: try call.boolean("sorted")))
    },
    named(
      "sort(self, dim=-1, descending=False)",
      "sort.stable(self, stable, dim=-1, descending=False)"
    ) { call throws(Diagnostic) in
      call.results(try call.sorted(isDescending: try call.boolean("descending")))
    },
    named(
      "argsort(self, dim=-1, descending=False)",
      "argsort.stable(self, stable, dim=-1, descending=False)"
    ) { call throws(Diagnostic) in
      call.result(try call.sorted(isDescending: try call.boolean("descending"))[1])
    },
    named("msort(self)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(try call.sorted(x, axis: 0, isDescending: false)[0])
    },
    named("kthvalue(self, k, dim=-1, keepdim=False)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let axis = try call.axis("dim", rank: call.rank(x))
      return call.results(
        try call.element(
          at: try call.integer("k") - 1, of: x, axis, keepsAxis: try call.keepsAxes))
    },
    named("median(self)") { call throws(Diagnostic) in
      let x = try call.flattened(try call.tensor("self"))
      return call.result(try call.median(x, 0, keepsAxis: false)[0])
    },
    named("median.dim(self, dim: int, keepdim=False)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let axis = try call.axis("dim", rank: call.rank(x))
      return call.results(try call.median(x, axis, keepsAxis: try call.keepsAxes))
    })
}

extension ATenCall {
  /// The first elements in order along `dim`, and where they are.
  fileprivate func first(
    _ count: Dimension, isLargest: Bool, isSorted: Bool
  ) throws(Diagnostic) -> [ValueID] {
    let x = try tensor("self")
    guard rank(x) > 0 else { return [x, context.constant(.scalar(integer: 0))] }
    let axis = try axis("dim", rank: rank(x))
    return try first(count, of: x, axis: axis, isLargest: isLargest, isSorted: isSorted)
  }

  /// The first elements in order along an axis, and where they are.
  func first(
    _ count: Dimension, of x: ValueID, axis: Int, isLargest: Bool, isSorted: Bool = true
  ) throws(Diagnostic) -> [ValueID] {
    let type = elementType(of: x)
    let compared = try ordered(x)
    var results: [ValueID]
    if let known = count.size {
      results = try context.addAll(
        TopK(count: known, axis: axis, isLargest: isLargest, isSorted: isSorted), [compared])
    } else {
      results = try context.addAll(
        DynamicTopK(axis: axis, isLargest: isLargest, isSorted: isSorted, count: count),
        [compared, try context.operand(of: count)])
    }
    if type == .bool { results[0] = try context.cast(results[0], to: .bool) }
    return results
  }

  /// All elements in order along `dim`, and where they were.
  fileprivate func sorted(isDescending: Bool) throws(Diagnostic) -> [ValueID] {
    let x = try tensor("self")
    guard rank(x) > 0 else { return [x, context.constant(.scalar(integer: 0))] }
    return try sorted(x, axis: try axis("dim", rank: rank(x)), isDescending: isDescending)
  }

  /// All elements in order along an axis, and where they were.
  fileprivate func sorted(
    _ x: ValueID, axis: Int, isDescending: Bool
  ) throws(Diagnostic) -> [ValueID] {
    let type = elementType(of: x)
    let results = try context.addAll(
      Sort(axis: axis, isDescending: isDescending), [try ordered(x)])
    return [try context.cast(results[0], to: type), results[1]]
  }

  /// The element at a place in rising order, and where it is.
  fileprivate func element(
    at place: Int, of x: ValueID, _ axis: Int, keepsAxis: Bool
  ) throws(Diagnostic) -> [ValueID] {
    guard place >= 0, place < Int(Int32.max) else { throw problem("has the place \(place)") }
    let sorted = try first(.fixed(place + 1), of: x, axis: axis, isLargest: false)
    return try sorted.map { value throws(Diagnostic) in
      let last = try add(Slice(axis: axis, start: place, end: place + 1), value)
      return keepsAxis ? last : try add(Squeeze(axes: [axis]), last)
    }
  }

  /// The element in the middle, the lower one of two.
  fileprivate func median(
    _ x: ValueID, _ axis: Int, keepsAxis: Bool
  ) throws(Diagnostic) -> [ValueID] {
    let size = shape(x)[axis]
    if let known = size.size {
      guard known > 0 else { throw problem("takes at least one element") }
      return try element(at: (known - 1) / 2, of: x, axis, keepsAxis: keepsAxis)
    }
    let middle = (size - 1).floorDivided(by: 2)
    let place =
      keepsAxis ? try context.vector(of: [middle]) : try context.operand(of: middle)
    return try sorted(x, axis: axis, isDescending: false).map { value throws(Diagnostic) in
      try add(Gather(axis: axis), value, place)
    }
  }
}
