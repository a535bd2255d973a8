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
        throw node.unsupported("a size to fill is not known")
      }
      node.result(
        try node.filled(
          operation.value, sizes, node.resultType().elementType, named: "filled"))
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
