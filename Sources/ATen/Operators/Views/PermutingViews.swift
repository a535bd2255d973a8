import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Views with the axes in another order.
  static let permutingViews: [ATenOperator] = [
    permutation("permute(self, dims)") { call, rank throws(Diagnostic) in
      let order = try call.axes("dims", rank: rank)
      guard order.count == rank else {
        throw call.problem("names \(order.count) axes of a tensor of \(rank) axes")
      }
      return order
    },
    permutation("transpose(self, dim0: int, dim1: int)", swapping: ("dim0", "dim1")),
    permutation("swapdims(self, dim0: int, dim1: int)", swapping: ("dim0", "dim1")),
    permutation("swapaxes(self, axis0: int, axis1: int)", swapping: ("axis0", "axis1")),
    permutation("t(self)") { call, rank throws(Diagnostic) in
      guard rank <= 2 else { throw call.problem("takes at most 2 axes, \(rank) are given") }
      return Array((0..<rank).reversed())
    },
    permutation("numpy_T(self)") { _, rank in Array((0..<rank).reversed()) },
    permutation("mT(self)", order: lastTwo),
    permutation("adjoint(self)", order: lastTwo),
    permutation("mH(self)", order: lastTwo),
    permutation("movedim(self, source, destination)", order: moved),
    permutation("moveaxis(self, source, destination)", order: moved),
  ]

  private static func permutation(
    _ signature: StaticString,
    order: @escaping @Sendable (ATenCall, Int) throws(Diagnostic) -> [Int]
  ) -> ATenOperator {
    ATenOperator(view: signature) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(try call.transposed(x, by: try order(call, call.rank(x))))
    } writeBack: { call, original, view, _ throws(Diagnostic) in
      try call.transposed(view, by: ATenCall.inverse(of: try order(call, call.rank(original))))
    }
  }

  private static func permutation(
    _ signature: StaticString, swapping axes: (String, String)
  ) -> ATenOperator {
    permutation(signature) { call, rank throws(Diagnostic) in
      var order = Array(0..<rank)
      guard rank > 0 else { return order }
      order.swapAt(try call.axis(axes.0, rank: rank), try call.axis(axes.1, rank: rank))
      return order
    }
  }

  @Sendable private static func lastTwo(_ call: ATenCall, _ rank: Int) throws(Diagnostic) -> [Int] {
    guard rank >= 2 else { throw call.problem("needs 2 axes, \(rank) are given") }
    var order = Array(0..<rank)
    order.swapAt(rank - 1, rank - 2)
    return order
  }

  @Sendable private static func moved(_ call: ATenCall, _ rank: Int) throws(Diagnostic) -> [Int] {
    let sources = try call.axes("source", rank: rank)
    let destinations = try call.axes("destination", rank: rank)
    guard sources.count == destinations.count else {
      throw call.problem("moves \(sources.count) axes to \(destinations.count) places")
    }
    guard rank > 0 else { return [] }
    var order = [Int?](repeating: nil, count: rank)
    for (source, destination) in zip(sources, destinations) { order[destination] = source }
    var rest = (0..<rank).filter { !sources.contains($0) }.makeIterator()
    return order.compactMap { $0 ?? rest.next() }
  }
}
