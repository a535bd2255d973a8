import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Tensors of plain values.
  static let literals: [ATenOperator] = family(
    named("tensor(data, dtype=None, device=None, requires_grad=False)") {
      call throws(Diagnostic) in
      call.result(try call.literal(call.value("data")))
    },
    named("as_tensor(data, dtype=None, device=None)") { call throws(Diagnostic) in
      if case .tensor = call.value("data") {
        return call.result(try call.cast(try call.tensor("data"), to: "dtype"))
      }
      return call.result(try call.literal(call.value("data")))
    },
    named("scalar_tensor(s, dtype=None, layout=None, device=None, pin_memory=None)") {
      call throws(Diagnostic) in
      call.result(
        try call.context.operand(call.value("s"), try call.type(orElse: .float32)))
    })
}

extension ATenCall {
  private static let nestingLimit = 32

  /// A number or nested lists of numbers as a tensor.
  fileprivate func literal(_ value: ATenValue) throws(Diagnostic) -> ValueID {
    var leaves: [ATenValue] = []
    let shape = try collect(value, into: &leaves, depth: 0)
    let type = try type(orElse: leaves.isEmpty ? .float32 : context.promotedType(leaves))
    let numbers = leaves.compactMap(\.plainNumber)
    if numbers.count == leaves.count {
      let integers = leaves.compactMap(\.dimension?.size)
      if type == .int64, integers.count == leaves.count {
        return context.constant(Weight.integers(integers).reshaped(to: shape))
      }
      return try constant(numbers, shape: shape, type)
    }
    let sizes = leaves.compactMap(\.dimension)
    let vector: ValueID
    if sizes.count == leaves.count {
      vector = try context.cast(try context.vector(of: sizes), to: type)
    } else {
      let items = try leaves.map { leaf throws(Diagnostic) in
        try context.reshape(try context.operand(leaf, type), to: [1])
      }
      vector = try context.add(Concat(axis: 0), items)
    }
    return try context.reshape(vector, to: shape.map(Dimension.fixed))
  }

  /// Spreads nested lists out and gives their shape.
  private func collect(
    _ value: ATenValue, into leaves: inout [ATenValue], depth: Int
  ) throws(Diagnostic) -> [Int] {
    guard let items = value.items else {
      guard leaves.count < Self.constantLimit else { throw unsupported("the list is too long") }
      leaves.append(value)
      return []
    }
    guard depth < Self.nestingLimit else { throw unsupported("the list is nested too deep") }
    var inner: [Int]?
    for item in items {
      let shape = try collect(item, into: &leaves, depth: depth + 1)
      guard inner == nil || inner == shape else { throw problem("takes lists of one length") }
      inner = shape
    }
    return [items.count] + (inner ?? [])
  }
}
