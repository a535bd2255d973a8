import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Decomposition {
  /// Products of matrices, and what is made of them.
  mutating func addProducts() {
    add(Linear.self) { (_, node) throws(Diagnostic) in try node.linear() }
    add(MatMul.self) { (_, node) throws(Diagnostic) in try node.matMul() }
    add(Gemm.self) { (operation, node) throws(Diagnostic) in try node.gemm(operation) }
    add(Bilinear.self) { (_, node) throws(Diagnostic) in try node.bilinear() }
    add(ScaledDotProductAttention.self) { (operation, node) throws(Diagnostic) in
      try node.attention(operation)
    }
  }
}

extension Decomposition {
  /// GE multiplies matrices, so that outer axes are joined before and come back afterwards.
  fileprivate mutating func linear() throws(Diagnostic) {
    let shape = shape(0)
    switch shape.rank {
    case 2:
      guard let turned = turnedWeight(1) else { return try keep() }
      return try results(Gemm(transposesB: true), [self[0], turned, optional(2)])
    case 1:
      let row = try emit(Unsqueeze(axes: [0]), self[0])
      let product = try emit(Linear(), row, self[1], optional(2))
      return try result(Squeeze(axes: [0]), product)
    default: break
    }
    let outer = shape.dimensions.dropLast()
    guard outer.filter({ !$0.isFixed }).count <= 1, let features = shape[shape.rank - 1].size,
      let outputs = self.shape(1)[1].size
    else {
      // Sizes that are not known cannot be joined and parted again; a product of stacks keeps them.
      let product = try stackedProduct(self[0], self[1])
      guard has(2) else { return result(product) }
      return try result(Add(), product, self[2])
    }
    let joined = outer.reduce(1, *).size.map { ReshapeDimension.size($0) } ?? .inferred
    let rows = try emit(Reshape(target: [joined, .size(features)]), self[0])
    let product =
      if let turned = turnedWeight(1) {
        try emit(Gemm(transposesB: true), rows, turned, optional(2))
      } else {
        try emit(Linear(), rows, self[1], optional(2))
      }
    let target = outer.map { $0.size.map { .size($0) } ?? ReshapeDimension.inferred }
    try result(Reshape(target: target + [.size(outputs)]), product)
  }

  fileprivate mutating func matMul() throws(Diagnostic) {
    let (left, right) = (shape(0).rank, shape(1).rank)
    if left == right, left >= 2 { return try keep() }
    // What one matrix is taken by is a dense layer, under the same names.
    if left > 2, right == 2 { return try linear() }
    if left == 1 || right == 1 {
      let a = left == 1 ? try emit(Unsqueeze(axes: [0]), self[0]) : self[0]
      let b = right == 1 ? try emit(Unsqueeze(axes: [1]), self[1]) : self[1]
      let product = try stackedProduct(a, b)
      let rank = type(of: product).rank
      let dropped = (left == 1 ? [rank - 2] : []) + (right == 1 ? [rank - 1] : [])
      return try result(Squeeze(axes: dropped), product)
    }
    result(try stackedProduct(self[0], self[1]))
  }

  /// A product of two stacks of matrices, of which the one with fewer axes gets more.
  private mutating func stackedProduct(
    _ a: ValueID, _ b: ValueID
  ) throws(Diagnostic) -> ValueID {
    let (left, right) = (type(of: a).rank, type(of: b).rank)
    func widened(
      _ value: ValueID, by count: Int, in node: inout Decomposition
    ) throws(Diagnostic) -> ValueID {
      guard count > 0 else { return value }
      return try node.emit(Unsqueeze(axes: Array(0..<count)), value)
    }
    let first = try widened(a, by: right - left, in: &self)
    let second = try widened(b, by: left - right, in: &self)
    return try emit(MatMul(), first, second)
  }

  /// GE adds a vector and scales nothing.
  fileprivate mutating func gemm(_ operation: Gemm) throws(Diagnostic) {
    let isVector = !has(2) || shape(2).rank == 1 && shape(2)[0] == resultType().shape[1]
    if operation.alpha == 1, operation.beta == 1 || !has(2), isVector {
      return try results(
        Gemm(transposesA: operation.transposesA, transposesB: operation.transposesB),
        [self[0], self[1], optional(2)])
    }
    let plain = Gemm(transposesA: operation.transposesA, transposesB: operation.transposesB)
    var product = try emit(plain, self[0], self[1])
    if operation.alpha != 1 {
      guard has(2) else { return try result(Multiply(), product, scalar(operation.alpha)) }
      product = try emit(Multiply(), product, scalar(operation.alpha))
    }
    guard has(2) else { return try results(plain, [self[0], self[1]]) }
    let addend =
      operation.beta == 1 ? self[2] : try emit(Multiply(), self[2], scalar(operation.beta))
    try result(Add(), product, addend)
  }

  /// `z[n, o] = Σ x[n, i] · W[o, i, j] · y[n, j]` as one product of matrices and a sum.
  fileprivate mutating func bilinear() throws(Diagnostic) {
    guard shape(0).rank == 2, let sizes = shape(2).sizes else {
      throw unsupported("the operands are no matrices of known sizes")
    }
    let (outputs, left, right) = (sizes[0], sizes[1], sizes[2])
    let turned = try emit(Transpose(axes: [1, 0, 2]), self[2])
    let matrix = try emit(
      Reshape(target: [.size(left), .size(outputs * right)]), turned)
    let rows = try emit(Linear(), self[0], matrix)
    let parted = try emit(
      Reshape(target: [.inferred, .size(outputs), .size(right)]), rows)
    let second = try emit(Unsqueeze(axes: [1]), self[1])
    let products = try emit(Multiply(), parted, second)
    let sum = ReduceSum(axes: [2], keepsAxes: false)
    guard has(3) else { return try result(sum, products) }
    try result(Add(), emit(sum, products), self[3])
  }
}
