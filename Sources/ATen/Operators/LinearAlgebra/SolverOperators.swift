import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Systems of linear equations and inverses.
  static let solvers: [ATenOperator] = family(
    named("inverse(self)") { call throws(Diagnostic) in
      call.result(try call.inverse(of: try call.floating("self")))
    },
    named("linalg_inv(A)") { call throws(Diagnostic) in
      call.result(try call.inverse(of: try call.floating("A")))
    },
    named("linalg_inv_ex(A, check_errors=False)") { call throws(Diagnostic) in
      let a = try call.floating("A")
      return call.results([try call.inverse(of: a), try call.noError(of: a)])
    },
    named("linalg_solve(A, B, left=True)") { call throws(Diagnostic) in
      call.result(try call.solvedSystem())
    },
    named("linalg_solve_ex(A, B, left=True, check_errors=False)") { call throws(Diagnostic) in
      call.results([try call.solvedSystem(), try call.noError(of: try call.floating("A"))])
    },
    named("_linalg_solve_ex(A, B, left=True, check_errors=False)") { call throws(Diagnostic) in
      call.result(try call.solvedSystem()) + [.failed, .failed]
        + call.result(try call.noError(of: try call.floating("A")))
    },
    named("linalg_solve_triangular(self, B, upper, left=True, unitriangular=False)") {
      call throws(Diagnostic) in
      let a = try call.triangle(
        of: call.floating("self"), isUpper: call.boolean("upper"),
        hasOnes: call.boolean("unitriangular"))
      return call.result(
        try call.solved(a, call.floating("B"), isLeft: call.boolean("left")))
    },
    named("triangular_solve(self, A, upper=True, transpose=False, unitriangular=False)") {
      call throws(Diagnostic) in
      let given = try call.floating("A")
      var a = try call.triangle(
        of: given, isUpper: call.boolean("upper"), hasOnes: call.boolean("unitriangular"))
      if try call.boolean("transpose") { a = try call.adjoint(a) }
      return call.results([try call.solved(a, call.floating("self"), isLeft: true), given])
    },
    named("cholesky_solve(self, input2, upper=False)") { call throws(Diagnostic) in
      let product = try call.squaredFactor(call.floating("input2"), isUpper: call.boolean("upper"))
      return call.result(try call.solved(product, call.floating("self"), isLeft: true))
    },
    named("cholesky_inverse(self, upper=False)") { call throws(Diagnostic) in
      let product = try call.squaredFactor(call.floating("self"), isUpper: call.boolean("upper"))
      return call.result(try call.inverse(of: product))
    },
    named("logdet(self)") { call throws(Diagnostic) in
      call.result(try call.add(Log(), try call.add(Determinant(), try call.floating("self"))))
    },
    named("_linalg_check_errors(info, api_name, is_matrix)") { _ throws(Diagnostic) in [] })
}

extension ATenCall {
  /// What PyTorch says of matrices where all is well: a 0 for each.
  fileprivate func noError(of matrices: ValueID) throws(Diagnostic) -> ValueID {
    try filled(shape(matrices).dimensions.dropLast(2), with: .integer(0), .int32)
  }

  /// The solution of the system `A`, `B`; the right side of vectors lacks the last axis.
  fileprivate func solvedSystem() throws(Diagnostic) -> ValueID {
    let a = try floating("A")
    let b = try floating("B")
    let isVector =
      rank(b) == 1
      || rank(b) == rank(a) - 1
        && zip(shape(b).dimensions, shape(a).dimensions).allSatisfy { $0.isProvablyEqual(to: $1) }
    guard isVector else { return try solved(a, b, isLeft: try boolean("left")) }
    let column = try add(Unsqueeze(axes: [rank(b)]), b)
    let x = try solved(a, column, isLeft: true)
    return try add(Squeeze(axes: [rank(x) - 1]), x)
  }

  /// The X of `A · X = B`, or of `X · A = B`.
  fileprivate func solved(
    _ a: ValueID, _ b: ValueID, isLeft: Bool
  ) throws(Diagnostic) -> ValueID {
    isLeft ? try eliminated(a, b) : try adjoint(try eliminated(try adjoint(a), try adjoint(b)))
  }

  /// Matrices with rows and columns in each other's place.
  func adjoint(_ x: ValueID) throws(Diagnostic) -> ValueID {
    guard rank(x) >= 2 else { throw problem("takes matrices, this is \(shape(x))") }
    var order = Array(0..<rank(x))
    order.swapAt(rank(x) - 1, rank(x) - 2)
    return try add(Transpose(axes: order), x)
  }

  /// Matrices with zeros on one side of the diagonal, and ones on it if they are meant.
  fileprivate func triangle(
    of x: ValueID, isUpper: Bool, hasOnes: Bool
  ) throws(Diagnostic) -> ValueID {
    guard hasOnes else { return try add(Triangular(isUpper: isUpper), x) }
    let strict = try add(Triangular(isUpper: isUpper, diagonal: isUpper ? 1 : -1), x)
    return try add(Add(), strict, try identity(like: x))
  }

  /// The matrices whose factors by Cholesky are given.
  fileprivate func squaredFactor(_ x: ValueID, isUpper: Bool) throws(Diagnostic) -> ValueID {
    isUpper ? try add(MatMul(), try adjoint(x), x) : try add(MatMul(), x, try adjoint(x))
  }
}
