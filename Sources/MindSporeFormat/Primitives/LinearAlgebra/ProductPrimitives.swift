import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Products of matrices.
  static let products: [MindSporePrimitive] = [
    MindSporePrimitive(
      "MatMul(a, b, transpose_a|transpose_x1=False, transpose_b|transpose_x2=False)"
    ) {
      call throws(Diagnostic) in try call.product()
    },
    MindSporePrimitive(
      "MatMulV2(a, b, transpose_a|transpose_x1=False, transpose_b|transpose_x2=False)"
    ) {
      call throws(Diagnostic) in try call.product()
    },
    MindSporePrimitive(
      "BatchMatMul(a, b, transpose_a|transpose_x1|adj_x1=False, transpose_b|transpose_x2|adj_x2=False)"
    ) { call throws(Diagnostic) in try call.product() },
    MindSporePrimitive("MatMulExt(input, other)", is: "matmul"),
    MindSporePrimitive("BatchMatMulExt(input, other)", is: "matmul"),
    MindSporePrimitive("Mm(input, mat2)", is: "mm"),
    MindSporePrimitive("Mv(input, vec)", is: "mv"),
    MindSporePrimitive("Dot(input, other)", is: "dot"),
    MindSporePrimitive("Outer(input, vec2)", is: "outer"),
    MindSporePrimitive("Ger(x1, x2)", is: "outer"),
    MindSporePrimitive("Addmm(input, mat1, mat2, beta=1, alpha=1)", is: "addmm"),
    MindSporePrimitive("Addbmm(input, batch1, batch2, beta=1, alpha=1)", is: "addbmm"),
    MindSporePrimitive("Baddbmm(input, batch1, batch2, beta=1, alpha=1)", is: "baddbmm"),
    MindSporePrimitive("Addmv(input, mat, vec, beta=1, alpha=1)", is: "addmv"),
    MindSporePrimitive("Dense(input, weight, bias=None)", is: "linear"),
    MindSporePrimitive("BiasAdd(x, bias, format|data_format='NCHW')") { call throws(Diagnostic) in
      try call.requireChannelsFirst("format")
      return call.result(try call.biased(try call.tensor("x"), by: try call.tensor("bias")))
    },
    MindSporePrimitive("Einsum(operands, equation)") { call throws(Diagnostic) in
      try call.aten("einsum", [call.value("equation"), call.value("operands")])
    },
    MindSporePrimitive("EinsumExt(equation, operands)", is: "einsum"),
    MindSporePrimitive("Cross(input, other, dim=-65530)") { call throws(Diagnostic) in
      let dim = try call.integer("dim")
      return try call.aten(
        "cross", [call.value("input"), call.value("other"), dim == -65530 ? .none : .integer(dim)])
    },
    MindSporePrimitive("Cdist(x1, x2, p=2.0)", is: "cdist"),
    MindSporePrimitive("MatrixDeterminant(x)", is: "linalg_det"),
    MindSporePrimitive("Trace(x)", is: "trace"),
    MindSporePrimitive("TraceExt(x)", is: "trace"),
  ]
}

extension ATenCall {
  /// A value with a number added to each channel; convolutions and dense layers take it themselves.
  fileprivate func biased(
    _ x: ValueID, by bias: ValueID
  ) throws(Diagnostic) -> ValueID {
    guard rank(bias) == 1, rank(x) >= 2 else {
      throw problem("takes a vector, the bias is \(shape(bias))")
    }
    let graph = context.builder.graph
    if let id = graph.producer(of: x), graph[id].operands.count == 2 {
      let operands = graph[id].operands + [bias]
      switch graph[id].operator.base {
      case let layer as Convolution: return try context.add(layer, operands)
      case let layer as ConvolutionTranspose: return try context.add(layer, operands)
      case let layer as Linear where rank(x) == 2: return try context.add(layer, operands)
      default: break
      }
    }
    let spatial = Array(1..<max(rank(x) - 1, 1))
    let aligned = spatial.isEmpty ? bias : try add(Unsqueeze(axes: spatial), bias)
    return try add(Add(), x, aligned)
  }

  /// A product of matrices of which either may be turned.
  fileprivate func product() throws(Diagnostic) -> [ATenValue] {
    var a = try tensor("a")
    var b = try tensor("b")
    guard rank(a) >= 2, rank(b) >= 2 else {
      throw problem("takes matrices, the operands are \(shape(a)) and \(shape(b))")
    }
    if !(try flag("transpose_a")), try flag("transpose_b"), rank(b) == 2 {
      return try aten("linear", [value("a"), value("b")])
    }
    if try flag("transpose_a") { a = try turned(a) }
    if try flag("transpose_b") { b = try turned(b) }
    return result(try add(MatMul(), a, b))
  }

  private func turned(_ x: ValueID) throws(Diagnostic) -> ValueID {
    var axes = Array(0..<rank(x))
    axes.swapAt(rank(x) - 1, rank(x) - 2)
    return try add(Transpose(axes: axes), x)
  }
}
