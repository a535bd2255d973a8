import ConversionKit
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Matrix products.
  mutating func addLinearAlgebra() {
    add(MatMul.self) { _, node in node.result("MatMul", node[0], node[1]) }
    add(Determinant.self) { _, node in node.result("Det", node[0]) }
    add(Linear.self) { _, node in
      if node.shape(0).rank == 2 {
        return node.result("Gemm", node[0], node[1], node[2])
      }
      guard node.has(2) else { return node.result("MatMul", node[0], node[1]) }
      node.result("Add", node.emit("MatMul", node[0], node[1]), node[2])
    }
    add(Bilinear.self) { _, node in
      let equation: ONNXAttribute = .string("equation", "ni,oij,nj->no")
      let operands = [node[0], node[2], node[1]]
      guard node.has(3) else { return node.result("Einsum", operands, attributes: [equation]) }
      let products = node.emit("Einsum", operands, attributes: [equation])
      node.result("Add", products, node[3])
    }
    add(Einsum.self) { operation, node in
      let operands = node.node.operands.indices.map { node[$0] }
      node.result("Einsum", operands, attributes: [.string("equation", operation.equation)])
    }
    add(Gemm.self) { operation, node in
      node.result(
        "Gemm", node[0], node[1], node[2],
        attributes: [
          .float("alpha", operation.alpha), .float("beta", operation.beta),
          .flag("transA", operation.transposesA), .flag("transB", operation.transposesB),
        ])
    }
  }
}
