import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Sums of products over chosen axes.
  static let contractions: [ATenOperator] = [
    ATenOperator("einsum(equation, tensors, path=None)") { call throws(Diagnostic) in
      let equation = try call.text("equation").filter { $0 != " " }
      return call.result(try call.context.add(Einsum(equation: equation), call.tensors("tensors")))
    },
    ATenOperator("tensordot(self, other, dims_self, dims_other)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let y = try call.tensor("other")
      return call.result(
        try call.contracted(
          x, try call.axes("dims_self", rank: call.rank(x)),
          y, try call.axes("dims_other", rank: call.rank(y))))
    },
    ATenOperator("trace(self)") { call throws(Diagnostic) in
      call.result(try call.add(Einsum(equation: "ii->"), try call.tensor("self")))
    },
    ATenOperator("det(self)") { call throws(Diagnostic) in
      call.result(try call.add(Determinant(), try call.tensor("self")))
    },
    ATenOperator("linalg_det(A)") { call throws(Diagnostic) in
      call.result(try call.add(Determinant(), try call.tensor("A")))
    },
    ATenOperator("_linalg_det(A)") { call throws(Diagnostic) in
      call.result(try call.add(Determinant(), try call.tensor("A"))) + [.failed, .failed]
    },
    ATenOperator("linalg_slogdet(A)") { call throws(Diagnostic) in
      call.results(try call.signAndLogarithm("A"))
    },
    ATenOperator("slogdet(self)") { call throws(Diagnostic) in
      call.results(try call.signAndLogarithm("self"))
    },
    ATenOperator("_linalg_slogdet(A)") { call throws(Diagnostic) in
      call.results(try call.signAndLogarithm("A")) + [.failed, .failed]
    },
    ATenOperator("_trilinear(i1, i2, i3, expand1, expand2, expand3, sumdim, unroll_dim=1)") {
      call throws(Diagnostic) in try call.trilinear()
    },
    ATenOperator("kron(self, other)") { call throws(Diagnostic) in try call.kroneckerProduct() },
    ATenOperator("linalg_cross(self, other, dim=-1)") { call throws(Diagnostic) in
      try call.crossProduct()
    },
    ATenOperator("cross(self, other, dim=None)") { call throws(Diagnostic) in
      try call.crossProduct()
    },
  ]
}

extension ATenCall {
  /// The sum of products over pairs of axes; the axes that are left follow each other.
  func contracted(
    _ x: ValueID, _ xAxes: [Int], _ y: ValueID, _ yAxes: [Int]
  ) throws(Diagnostic) -> ValueID {
    guard xAxes.count == yAxes.count else {
      throw problem("sums over \(xAxes.count) axes of one tensor and \(yAxes.count) of the other")
    }
    let xFree = (0..<rank(x)).filter { !xAxes.contains($0) }
    let yFree = (0..<rank(y)).filter { !yAxes.contains($0) }
    let xShape = shape(x)
    let yShape = shape(y)
    let count = zip(xAxes, yAxes).reduce(Dimension.fixed(1)) { count, axes in
      count * (xShape[axes.0].isFixed ? xShape[axes.0] : yShape[axes.1])
    }
    let rows = xFree.reduce(Dimension.fixed(1)) { $0 * xShape[$1] }
    let columns = yFree.reduce(Dimension.fixed(1)) { $0 * yShape[$1] }
    let a = try context.reshape(
      try permuted(x, xFree + xAxes), to: count.isFixed ? [-1, count] : [rows, -1])
    let b = try context.reshape(
      try permuted(y, yAxes + yFree), to: count.isFixed ? [count, -1] : [-1, columns])
    let product = try add(MatMul(), a, b)
    return try context.reshape(product, to: xFree.map { xShape[$0] } + yFree.map { yShape[$0] })
  }

  /// The sign of a determinant and the logarithm of its size.
  func signAndLogarithm(_ argument: String) throws(Diagnostic) -> [ValueID] {
    let determinant = try add(Determinant(), try tensor(argument))
    return [
      try add(Sign(), determinant), try add(Log(), try add(Absolute(), determinant)),
    ]
  }

  /// The sum of products of three tensors, each of which lacks some of the axes.
  func trilinear() throws(Diagnostic) -> [ATenValue] {
    let letters = "abcdefghijklmnopqrstuvwxyz"
    var operands: [ValueID] = []
    var terms: [String] = []
    var count = 0
    for (name, expanded) in [("i1", "expand1"), ("i2", "expand2"), ("i3", "expand3")] {
      let operand = try tensor(name)
      let missing = try integers(expanded)
      count = rank(operand) + missing.count
      guard count <= letters.count else { throw problem("has \(count) axes") }
      operands.append(operand)
      terms.append(
        String(letters.prefix(count).enumerated().filter { !missing.contains($0.0) }.map(\.1)))
    }
    let summed = try axes("sumdim", rank: count)
    let result = letters.prefix(count).enumerated().filter { !summed.contains($0.0) }.map(\.1)
    let equation = terms.joined(separator: ",") + "->" + String(result)
    return self.result(try context.add(Einsum(equation: equation), operands))
  }

  /// A tensor with its axes in another order.
  func permuted(_ x: ValueID, _ axes: [Int]) throws(Diagnostic) -> ValueID {
    axes == Array(axes.indices) ? x : try add(Transpose(axes: axes), x)
  }

  /// A form in two tensors whose leading axes agree.
  func bilinear() throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("input1")
    let y = try tensor("input2")
    let weight = try tensor("weight")
    let bias = try optionalTensor("bias")
    guard rank(x) == rank(y), rank(x) >= 1 else {
      throw problem("takes inputs of as many axes, these are \(shape(x)) and \(shape(y))")
    }
    if rank(x) == 2 { return result(try add(Bilinear(), x, y, weight, bias)) }
    let leading = Array(shape(x).dimensions.dropLast())
    let a = try context.reshape(x, to: [-1, shape(x)[rank(x) - 1]])
    let b = try context.reshape(y, to: [-1, shape(y)[rank(y) - 1]])
    let form = try add(Bilinear(), a, b, weight, bias)
    return result(try context.reshape(form, to: leading + [shape(form)[1]]))
  }

  /// Every element of one tensor times the whole other tensor.
  func kroneckerProduct() throws(Diagnostic) -> [ATenValue] {
    var operands = try promoted("self", "other")
    let rank = operands.map(self.rank).max() ?? 0
    if rank == 0 { return result(try add(Multiply(), operands[0], operands[1])) }
    for (index, operand) in operands.enumerated() where self.rank(operand) < rank {
      operands[index] = try add(Unsqueeze(axes: Array(0..<rank - self.rank(operand))), operand)
    }
    let axes = (0..<rank).map { 2 * $0 }
    let sizes = zip(shape(operands[0]).dimensions, shape(operands[1]).dimensions).map { $0 * $1 }
    let x = try add(Unsqueeze(axes: axes.map { $0 + 1 }), operands[0])
    let y = try add(Unsqueeze(axes: axes), operands[1])
    return result(try context.reshape(try add(Multiply(), x, y), to: sizes))
  }

  /// The product of vectors of three elements that is perpendicular to both.
  func crossProduct() throws(Diagnostic) -> [ATenValue] {
    var operands = try promoted("self", "other")
    let shape = shape(operands[0])
    let found = shape.dimensions.firstIndex { $0.size == 3 }
    guard let axis = isGiven("dim") ? try axis("dim", rank: shape.rank) : found else {
      throw problem("needs an axis of 3 elements, the input is \(shape)")
    }
    let first = context.integers([1, 2, 0])
    let second = context.integers([2, 0, 1])
    let x = operands[0]
    let y = operands[1]
    operands = [
      try add(
        Multiply(), try add(Gather(axis: axis), x, first), try add(Gather(axis: axis), y, second)),
      try add(
        Multiply(), try add(Gather(axis: axis), x, second), try add(Gather(axis: axis), y, first)),
    ]
    return result(try add(Subtract(), operands[0], operands[1]))
  }
}
