import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Sizes as numbers and as tensors, and numbers as tensors.
  static let sizes: [MindSporePrimitive] = [
    MindSporePrimitive("Shape(x)") { call throws(Diagnostic) in
      let shape = call.shape(try call.tensor("x"))
      return [.tuple(shape.dimensions.map(ATenValue.init))]
    },
    MindSporePrimitive("TensorShape(x)", build: shapeTensor),
    MindSporePrimitive("DynamicShape(x)", build: shapeTensor),
    MindSporePrimitive("Rank(x)") { call throws(Diagnostic) in
      [.integer(call.rank(try call.tensor("x")))]
    },
    MindSporePrimitive("Size(x)") { call throws(Diagnostic) in
      [ATenValue(call.shape(try call.tensor("x")).elementCount)]
    },
    MindSporePrimitive("DType(x)") { call throws(Diagnostic) in
      [.elementType(call.elementType(of: try call.tensor("x")))]
    },
    MindSporePrimitive("ScalarToTensor(x, dtype=None)", build: tensor),
    MindSporePrimitive("ScalarToArray(x, dtype=None)", build: tensor),
    MindSporePrimitive("TupleToTensor(x, dtype=None)", build: tensor),
    MindSporePrimitive("ListToTensor(x, dtype=None)", build: tensor),
    MindSporePrimitive("TensorToScalar(x)", build: number),
    MindSporePrimitive("TensorToTuple(x)") { call throws(Diagnostic) in
      [.tuple(try call.sizeList("x").map(ATenValue.init))]
    },
    MindSporePrimitive("TensorToList(x)") { call throws(Diagnostic) in
      [.list(try call.sizeList("x").map(ATenValue.init))]
    },
    MindSporePrimitive("RealMakeTuple(x)") { call throws(Diagnostic) in [call.value("x")] },
  ]

  private static let shapeTensor: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let shape = call.shape(try call.tensor("x"))
    return call.result(try call.context.vector(of: shape.dimensions))
  }

  private static let number: MindSporePrimitive.Build = { call throws(Diagnostic) in
    guard case .tensor(let tensor) = call.value("x") else { return [call.value("x")] }
    let value = try call.context.value(of: tensor)
    if let known = try call.context.constantScalar(value) { return [known] }
    guard call.elementType(of: value).isInteger else { return [call.value("x")] }
    return [ATenValue(try call.context.symbol(for: value))]
  }

  /// A number or numbers as a tensor.
  private static let tensor: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let type = try call.dataType("dtype")
    if case .tensor = call.value("x") {
      let x = try call.tensor("x")
      return call.result(
        try type.map { type throws(Diagnostic) in try call.context.cast(x, to: type) } ?? x)
    }
    guard let items = call.value("x").items else {
      let x = try call.tensor("x")
      return call.result(
        try type.map { type throws(Diagnostic) in try call.context.cast(x, to: type) } ?? x)
    }
    let dimensions = items.compactMap(\.dimension)
    if dimensions.count == items.count, !items.isEmpty {
      let vector = try call.context.vector(of: dimensions)
      return call.result(try call.context.cast(vector, to: type ?? .int64))
    }
    return try call.aten(
      "tensor", [call.value("x"), type.map(ATenValue.elementType) ?? .none])
  }
}
