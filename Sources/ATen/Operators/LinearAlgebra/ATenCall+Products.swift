import Diagnostics
import ModelIR

extension ATenCall {
  /// A dense layer, whose weight is `[out, in]`.
  func linear(_ input: String) throws(Diagnostic) -> [ATenValue] {
    let x = try tensor(input)
    let weight = try tensor("weight")
    let bias = try optionalTensor("bias")
    return result(try dense(x, weight, bias))
  }

  /// A dense layer, whose weight is `[out, in]`, or `[in]` for a single output without an axis.
  func dense(
    _ x: ValueID, _ weight: ValueID, _ bias: ValueID?
  ) throws(Diagnostic) -> ValueID {
    if rank(weight) == 1 {
      let product = try add(MatMul(), x, weight)
      return try bias.map { bias throws(Diagnostic) in try add(Add(), product, bias) } ?? product
    }
    guard rank(weight) == 2 else {
      throw problem("takes a weight of 1 or 2 axes, this is \(shape(weight))")
    }
    let columns = try add(Transpose(axes: [1, 0]), weight)
    if let bias, rank(bias) != 1 {
      return try add(Add(), try add(Linear(), x, columns), bias)
    }
    return try add(Linear(), x, columns, bias)
  }

  /// The product with another argument by the rules of `matmul`.
  func product(_ other: String) throws(Diagnostic) -> [ATenValue] {
    result(try add(MatMul(), try tensor("self"), try tensor(other)))
  }

  /// The product of a vector's elements with each of another's.
  func outerProduct() throws(Diagnostic) -> [ATenValue] {
    let operands = try promoted("self", "vec2")
    let column = try add(Unsqueeze(axes: [1]), operands[0])
    return result(try add(Multiply(), column, operands[1]))
  }

  /// The product over both last axes.
  func innerProduct() throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("self")
    let y = try tensor("other")
    if rank(x) == 0 || rank(y) == 0 { return result(try add(Multiply(), x, y)) }
    return result(try contracted(x, [rank(x) - 1], y, [rank(y) - 1]))
  }

  /// `beta · self + alpha · mat1 · mat2`.
  func scaledMatrixProduct() throws(Diagnostic) -> ValueID {
    let addend = try tensor("self")
    let a = try tensor("mat1")
    let b = try tensor("mat2")
    let alpha = try number("alpha")
    let beta = try number("beta")
    guard elementType(of: a).isFloatingPoint, rank(addend) <= 2 else {
      return try scaledSum(try add(MatMul(), a, b))
    }
    if alpha == 1, beta == 1, rank(addend) == 1, rank(b) == 2,
      shape(addend)[0].isProvablyEqual(to: shape(b)[1])
    {
      return try add(Linear(), a, b, addend)
    }
    return try add(Gemm(alpha: alpha, beta: beta), a, b, beta == 0 ? nil : addend)
  }

  /// `beta · self + alpha · product`.
  func scaledSum(_ product: ValueID) throws(Diagnostic) -> ValueID {
    let addend = try context.cast(try tensor("self"), to: elementType(of: product))
    let alpha = try number("alpha")
    let beta = try number("beta")
    let scaled = try self.scaled(product, by: alpha)
    if beta == 0 { return scaled }
    return try add(Add(), try self.scaled(addend, by: beta), scaled)
  }

  /// The product of several matrices.
  func chainProduct(_ argument: String) throws(Diagnostic) -> [ATenValue] {
    let factors = try tensors(argument)
    guard var product = factors.first else { throw problem("needs at least one matrix") }
    for factor in factors.dropFirst() { product = try add(MatMul(), product, factor) }
    return result(product)
  }

  /// A matrix times itself, a given number of times.
  func matrixPower() throws(Diagnostic) -> [ATenValue] {
    let power = try integer("n")
    guard (1...256).contains(power) else {
      throw unsupported("a power of \(power), from 1 to 256 is")
    }
    var square = try tensor("self")
    var product: ValueID?
    var rest = power
    while rest > 0 {
      if rest & 1 == 1 {
        product =
          try product.map { product throws(Diagnostic) in
            try add(MatMul(), product, square)
          } ?? square
      }
      rest >>= 1
      if rest > 0 { square = try add(MatMul(), square, square) }
    }
    return result(product ?? square)
  }
}
