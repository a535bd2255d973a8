import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Decomposition {
  /// Operators whose results do not depend on elements: stored where their sizes are known.
  mutating func addConstants() {
    add(Constant.self) { (operation, node) throws(Diagnostic) in
      node.result(node.stored(operation.literal, named: "literal"))
    }
    add(Fill.self) { (operation, node) throws(Diagnostic) in
      node.result(
        try node.filled(
          operation.value, operation.shape, operation.elementType, named: "filled"))
    }
    add(FillLike.self) { (operation, node) throws(Diagnostic) in
      guard let sizes = node.shape(0).sizes else {
        let sizes = try node.emit(ShapeOf(), node[0])
        return try node.fill(operation.value, sizes)
      }
      node.result(
        try node.filled(
          operation.value, sizes, node.resultType().elementType, named: "filled"))
    }
    add(DynamicFill.self) { (operation, node) throws(Diagnostic) in
      try node.fill(operation.value, node[0])
    }
    add(FixedRange.self) { (operation, node) throws(Diagnostic) in
      let values = Array(
        stride(from: operation.start, to: operation.end, by: operation.step).prefix(1 << 22))
      guard let weight = Weight.array(values.map(Double.init), operation.elementType) else {
        throw node.unsupported("elements of type \(operation.elementType) have no range")
      }
      node.result(node.stored(weight, named: "range"))
    }
    add(ShapeOf.self) { (operation, node) throws(Diagnostic) in
      if operation.start == 0 && operation.end == nil { return try node.keep() }
      let sizes = try node.emit(ShapeOf(), node[0])
      try node.result(
        Slice(axis: 0, start: operation.start, end: operation.end), sizes)
    }
    add(SizeOf.self) { (_, node) throws(Diagnostic) in
      let sizes = try node.emit(ShapeOf(), node[0])
      try node.result(ReduceProduct(axes: [0], keepsAxes: false), sizes)
    }
  }
}

extension Decomposition {
  /// A number that is repeated to sizes which are known only when the model runs.
  fileprivate mutating func fill(_ value: Double, _ sizes: ValueID) throws(Diagnostic) {
    let type = resultType()
    guard let one = Weight.array([value], type.elementType) else {
      throw unsupported("a constant of type \(type.elementType) cannot be \(value)")
    }
    let shape = [Int](repeating: 1, count: type.rank)
    try result(
      DynamicExpand(shape: type.shape.dimensions), constant(one.reshaped(to: shape)), sizes)
  }
}
