import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Products of matrices and vectors.
  static let products: [ATenOperator] = layers + matrixProducts + scaledProducts + chains

  private static let layers = [
    ATenOperator("linear(input, weight, bias=None)") { call throws(Diagnostic) in
      try call.linear("input")
    },
    ATenOperator("mkldnn_linear(self, weight, bias=None)") { call throws(Diagnostic) in
      try call.linear("self")
    },
    ATenOperator("bilinear(input1, input2, weight, bias=None)") { call throws(Diagnostic) in
      try call.bilinear()
    },
  ]

  private static let matrixProducts = [
    ATenOperator("matmul(self, other)") { call throws(Diagnostic) in try call.product("other") },
    ATenOperator("linalg_matmul(self, other)") { call throws(Diagnostic) in
      try call.product("other")
    },
    ATenOperator("mm(self, mat2)") { call throws(Diagnostic) in try call.product("mat2") },
    ATenOperator("bmm(self, mat2)") { call throws(Diagnostic) in try call.product("mat2") },
    ATenOperator("mv(self, vec)") { call throws(Diagnostic) in try call.product("vec") },
    ATenOperator("dot(self, tensor)") { call throws(Diagnostic) in try call.product("tensor") },
    ATenOperator("vdot(self, other)") { call throws(Diagnostic) in try call.product("other") },
    ATenOperator("inner(self, other)") { call throws(Diagnostic) in try call.innerProduct() },
    ATenOperator("outer(self, vec2)") { call throws(Diagnostic) in try call.outerProduct() },
    ATenOperator("ger(self, vec2)") { call throws(Diagnostic) in try call.outerProduct() },
    ATenOperator("linalg_vecdot(x, y, dim=-1)") { call throws(Diagnostic) in
      let product = try call.add(Multiply(), try call.tensor("x"), try call.tensor("y"))
      let axis = try call.axis("dim", rank: call.rank(product))
      return call.result(try call.add(ReduceSum(axes: [axis], keepsAxes: false), product))
    },
  ]

  private static let scaledProducts = [
    ATenOperator("addmm(self, mat1, mat2, beta=1, alpha=1)") { call throws(Diagnostic) in
      call.result(try call.scaledMatrixProduct())
    },
    ATenOperator("_addmm_activation(self, mat1, mat2, beta=1, alpha=1, use_gelu=False)") {
      call throws(Diagnostic) in
      let sum = try call.scaledMatrixProduct()
      return call.result(
        try call.boolean("use_gelu")
          ? try call.add(Gelu(approximation: .none), sum) : try call.add(Relu(), sum))
    },
    ATenOperator("addmv(self, mat, vec, beta=1, alpha=1)") { call throws(Diagnostic) in
      let product = try call.add(MatMul(), try call.tensor("mat"), try call.tensor("vec"))
      return call.result(try call.scaledSum(product))
    },
    ATenOperator("addr(self, vec1, vec2, beta=1, alpha=1)") { call throws(Diagnostic) in
      let column = try call.add(Unsqueeze(axes: [1]), try call.tensor("vec1"))
      let product = try call.add(Multiply(), column, try call.tensor("vec2"))
      return call.result(try call.scaledSum(product))
    },
    ATenOperator("baddbmm(self, batch1, batch2, beta=1, alpha=1)") { call throws(Diagnostic) in
      let product = try call.add(MatMul(), try call.tensor("batch1"), try call.tensor("batch2"))
      return call.result(try call.scaledSum(product))
    },
    ATenOperator("addbmm(self, batch1, batch2, beta=1, alpha=1)") { call throws(Diagnostic) in
      let products = try call.add(MatMul(), try call.tensor("batch1"), try call.tensor("batch2"))
      let product = try call.add(ReduceSum(axes: [0], keepsAxes: false), products)
      return call.result(try call.scaledSum(product))
    },
  ]

  private static let chains = [
    ATenOperator("chain_matmul(matrices)") { call throws(Diagnostic) in
      try call.chainProduct("matrices")
    },
    ATenOperator("linalg_multi_dot(tensors)") { call throws(Diagnostic) in
      try call.chainProduct("tensors")
    },
    ATenOperator("matrix_power(self, n)") { call throws(Diagnostic) in try call.matrixPower() },
    ATenOperator("linalg_matrix_power(self, n)") { call throws(Diagnostic) in
      try call.matrixPower()
    },
  ]
}
