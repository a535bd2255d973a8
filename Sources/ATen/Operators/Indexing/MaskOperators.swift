import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators that find places, and take and put elements where a mask holds.
  static let masking: [ATenOperator] = [
    ATenOperator("nonzero(self)", build: table),
    ATenOperator("argwhere(self)", build: table),
    ATenOperator("nonzero_static(self, size: int, fill_value: int=-1)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let size = try call.size("size")
      let fill = Double(try call.integer("fill_value"))
      let places = try call.add(Transpose(axes: [1, 0]), try call.placeTable(x))
      let padded = try call.padded(places, by: [0, 0, 0, size], .constant(fill))
      let range = AxisRange(axis: 0, size: call.shape(padded)[0], from: 0, to: size)
      let cut = try call.take(range, of: padded)
      call.context.refine(cut, to: [size, .fixed(call.rank(x))])
      return call.result(cut)
    },
    ATenOperator("nonzero_numpy(self)") { call throws(Diagnostic) in
      [.list(call.results(try call.places(where: try call.tensor("self"))))]
    },
    ATenOperator("masked_select(self, mask)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let mask = try call.context.cast(try call.tensor("mask"), to: .bool)
      let sizes = try call.broadcast([call.shape(x), call.shape(mask)])
      let vector = [sizes.elementCount]
      let flat = try call.context.reshape(
        try call.context.expand(x, to: sizes.dimensions), to: vector)
      let holds = try call.context.reshape(
        try call.context.expand(mask, to: sizes.dimensions), to: vector)
      return call.result(try call.add(Gather(axis: 0), flat, try call.places(where: holds)[0]))
    },
    ATenOperator("masked_scatter(self, mask, source)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let mask = try call.context.cast(try call.tensor("mask"), to: .bool)
      let source = try call.context.cast(try call.tensor("source"), to: call.elementType(of: x))
      let sizes = try call.broadcast([call.shape(x), call.shape(mask)])
      let whole = try call.context.expand(mask, to: sizes.dimensions)
      // The place in the source is the number of places before that are written to.
      let flat = try call.context.reshape(whole, to: [sizes.elementCount])
      let counted = try call.add(
        CumulativeSum(axis: 0), try call.context.cast(flat, to: .int64))
      let place = try call.add(
        Maximum(), try call.add(Subtract(), counted, call.context.constant(.scalar(integer: 1))),
        call.context.constant(.scalar(integer: 0)))
      let values = try call.context.reshape(source, to: [call.shape(source).elementCount])
      let taken = try call.context.reshape(
        try call.add(Gather(axis: 0), values, place), to: sizes.dimensions)
      return call.result(try call.add(Where(), whole, taken, x))
    },
    ATenOperator(
      "searchsorted(sorted_sequence, self, out_int32: bool=False, right: bool=False, side=None, sorter=None)"
    ) { call throws(Diagnostic) in
      try call.searched("sorted_sequence", for: "self")
    },
    ATenOperator("bucketize(self, boundaries, out_int32: bool=False, right: bool=False)") {
      call throws(Diagnostic) in
      try call.searched("boundaries", for: "self")
    },
  ]

  @Sendable private static func table(_ call: ATenCall) throws(Diagnostic) -> [ATenValue] {
    let places = try call.placeTable(try call.tensor("self"))
    return call.result(try call.add(Transpose(axes: [1, 0]), places))
  }
}

extension ATenCall {
  /// The places of the elements that are not 0, one row for each axis.
  fileprivate func placeTable(_ x: ValueID) throws(Diagnostic) -> ValueID {
    guard rank(x) > 0 else { throw unsupported("places in a tensor without axes") }
    return try context.named(try add(NonZero(), x))
  }

  /// For each number how many of a sorted axis come before it.
  fileprivate func searched(
    _ sorted: String, for numbers: String
  ) throws(Diagnostic) -> [ATenValue] {
    let operands = try promoted(sorted, numbers)
    var (rows, sought) = (operands[0], operands[1])
    if has("sorter"), let order = try optionalTensor("sorter") {
      rows = try add(GatherElements(axis: rank(rows) - 1), rows, try index(order))
    }
    guard rank(rows) >= 1 else { throw problem("needs a sorted axis") }
    var isRight = try boolean("right")
    if has("side"), isGiven("side") { isRight = try text("side") == "right" }
    if rank(rows) > 1 { rows = try add(Unsqueeze(axes: [rank(rows) - 1]), rows) }
    sought = try add(Unsqueeze(axes: [rank(sought)]), sought)
    let isBefore =
      isRight ? try add(LessOrEqual(), rows, sought) : try add(Less(), rows, sought)
    let count = try context.count(isBefore, axis: rank(isBefore) - 1)
    return result(try boolean("out_int32") ? try context.cast(count, to: .int32) : count)
  }
}
