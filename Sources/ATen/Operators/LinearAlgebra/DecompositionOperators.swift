import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Factors and functions of square matrices.
  static let decompositions: [ATenOperator] =
    family(
      named("cholesky(self, upper=False)", "linalg_cholesky(self, upper=False)") {
        call throws(Diagnostic) in call.result(try call.choleskyFactor())
      },
      named("linalg_cholesky_ex(self, upper=False, check_errors=False)") {
        call throws(Diagnostic) in
        let factor = try call.choleskyFactor()
        let info = try call.filled(
          call.shape(factor).dimensions.dropLast(2), with: .integer(0), .int32)
        return call.results([factor, info])
      },
      named("matrix_exp(self)", "linalg_matrix_exp(self)") { call throws(Diagnostic) in
        call.result(try call.matrixExponential(try call.floating("self")))
      })
    + family(
      refused("linalg_eigh(A, UPLO='L')", "_linalg_eigh(A, UPLO='L', compute_v=True)"),
      refused("linalg_eigvalsh(self, UPLO='L')", "linalg_eig(self)"),
      refused("linalg_eigvals(self)", "_linalg_eigvals(self)"),
      refused("linalg_svd(A, full_matrices=True, driver=None)"),
      refused("_linalg_svd(A, full_matrices=False, compute_uv=True, driver=None)"),
      refused("svd(self, some=True, compute_uv=True)", "linalg_svdvals(A, driver=None)"),
      refused("linalg_qr(A, mode='reduced')", "qr(self, some=True)"),
      refused("linalg_lstsq(self, b, rcond=None, driver=None)"),
      refused("linalg_pinv(self, rcond=1e-15, hermitian=False)", "pinverse(self, rcond=1e-15)"),
      refused("linalg_pinv.atol_rtol_tensor(self, atol=None, rtol=None, hermitian=False)"),
      refused("linalg_lu(A, pivot=True)", "linalg_lu_factor(A, pivot=True)"),
      refused("linalg_lu_factor_ex(A, pivot=True, check_errors=False)"),
      refused("linalg_lu_solve(LU, pivots, B, left=True, adjoint=False)"))

  private static func refused(_ signatures: StaticString...) -> [ATenOperator] {
    signatures.map { signature in
      ATenOperator(signature) { call throws(Diagnostic) in
        throw call.unsupported(
          "ONNX has no operator for this decomposition of a matrix; compute it before the model, or "
            + "write it with solve, inverse or cholesky")
      }
    }
  }
}

extension ATenCall {
  /// The lower factor of symmetric positive matrices, a column in every step, or its transpose.
  fileprivate func choleskyFactor() throws(Diagnostic) -> ValueID {
    let given = try floating("self")
    let isUpper = try boolean("upper")
    // Only one side of the diagonal counts.
    let lower = isUpper ? try adjoint(given) : given
    let columns = rank(lower) - 1
    let size = shape(lower)[columns]
    guard columns >= 1, shape(lower)[columns - 1].canEqual(size) else {
      throw problem("takes square matrices, this is \(shape(lower))")
    }
    let places = context.newTensor(try range(to: size))
    let results = try context.loop(
      tripCount: try context.operand(of: size), iterations: size, condition: nil,
      carried: [context.tensor(lower)]
    ) { (iteration, carried) throws(Diagnostic) in
      guard case .tensor(let tensor) = carried[0], let step = iteration.dimension else {
        throw problem("takes tensors")
      }
      let rest = try context.value(of: tensor)
      let index = try context.operand(of: step)
      let column = try add(Gather(axis: columns), rest, index)
      let pivot = try add(
        Gather(axis: columns - 1), column, try add(Unsqueeze(axes: [0]), index))
      let isBelow = try add(GreaterOrEqual(), try context.value(of: places), index)
      let factor = try add(
        Where(), isBelow, try add(Divide(), column, try add(Sqrt(), pivot)),
        try context.scalar(0, like: rest))
      let product = try add(
        Multiply(), try add(Unsqueeze(axes: [columns]), factor),
        try add(Unsqueeze(axes: [columns - 1]), factor))
      let next = try add(Subtract(), rest, product)
      context.refine(next, to: shape(rest))
      return ATenContext.Iteration(
        condition: nil, carried: [context.tensor(next)], scanned: [context.tensor(factor)])
    }
    guard results.count == 2, case .tensor(let tensor) = results[1] else {
      throw problem("has no result")
    }
    // The columns of the factor are along the first axis now.
    let factors = try context.value(of: tensor)
    let rest = Array(1..<rank(factors))
    guard !isUpper else {
      let order = rest.dropLast() + [0, rest.count]
      return try transposed(factors, by: Array(order))
    }
    return try transposed(factors, by: rest + [0])
  }

  /// `exp A = (exp (A / 2⁸))` to the power of 2⁸, the inner one by its series.
  fileprivate func matrixExponential(_ a: ValueID) throws(Diagnostic) -> ValueID {
    guard rank(a) >= 2 else { throw problem("takes matrices, this is \(shape(a))") }
    let squarings = 8
    let small = try scaled(a, by: 1 / Double(1 << squarings))
    let one = try identity(like: a)
    var result = try add(Add(), try scaled(small, by: 1.0 / 8), one)
    for divisor in stride(from: 7, through: 1, by: -1) {
      let product = try add(MatMul(), try scaled(small, by: 1 / Double(divisor)), result)
      result = try add(Add(), product, one)
    }
    for _ in 0..<squarings { result = try add(MatMul(), result, result) }
    return result
  }
}
