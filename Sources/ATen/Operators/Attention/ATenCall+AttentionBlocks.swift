import Diagnostics
import ModelIR

extension ATenCall {
  /// Attention of several heads between the projections of `qkv_weight` and `proj_weight`, over
  /// `[batch, sequence, features]`.
  ///
  /// - Parameter givesWeights: whether the weights of the keys are wanted as well.
  /// - Returns: the averages, and the weights of every head, `[batch, heads, queries, keys]`.
  func multiHeadAttention(
    _ inputs: [ValueID], heads: Int, givesWeights: Bool = false
  ) throws(Diagnostic) -> (result: ValueID, weights: ValueID?) {
    let weight = try tensor("qkv_weight")
    let bias = try optionalTensor("qkv_bias")
    guard let size = shape(weight)[0].size, size.isMultiple(of: 3), heads > 0,
      (size / 3).isMultiple(of: heads), inputs.allSatisfy({ rank($0) == 3 })
    else { throw problem("does not divide \(shape(weight)) into 3 projections of \(heads) heads") }
    let width = size / 3
    var parts: [ValueID]
    if Set(inputs).count == 1 {
      let all = try dense(inputs[0], weight, bias)
      parts = try context.addAll(Split(axis: 2, sizes: [width, width, width]), [all])
    } else {
      parts = []
      for (index, input) in inputs.enumerated() {
        let rows = index * width..<(index + 1) * width
        parts.append(
          try dense(
            input, try sliced(weight, rows),
            try bias.map { bias throws(Diagnostic) in try sliced(bias, rows) }))
      }
    }
    let features: [Dimension] = [.fixed(heads), .fixed(width / heads)]
    let split = try parts.map { part throws(Diagnostic) in
      let sizes = shape(part).dimensions.prefix(2) + features
      return try add(Transpose(axes: [0, 2, 1, 3]), try context.reshape(part, to: Array(sizes)))
    }
    let mask = try blockMask()
    let y: ValueID
    var weights: ValueID?
    if givesWeights {
      let known = try keyWeights(
        split[0], split[1], mask, scale: 1 / Double(width / heads).squareRoot())
      y = try add(MatMul(), known, split[2])
      weights = known
    } else {
      y = try add(ScaledDotProductAttention(), split[0], split[1], split[2], mask)
    }
    let joined = try context.reshape(
      try add(Transpose(axes: [0, 2, 1, 3]), y),
      to: shape(inputs[0]).dimensions.prefix(2) + [.fixed(width)])
    let result = try dense(joined, try tensor("proj_weight"), try optionalTensor("proj_bias"))
    return (result, weights)
  }

  /// The weights of attention with the steps apart, of which attention is made again where nothing else
  /// takes them.
  private func keyWeights(
    _ query: ValueID, _ key: ValueID, _ mask: ValueID?, scale: Double
  ) throws(Diagnostic) -> ValueID {
    var scores = try add(
      MatMul(), try scaled(query, by: scale), try add(Transpose(axes: [0, 1, 3, 2]), key))
    if let mask {
      let zero = try context.scalar(0, like: scores)
      let none = try context.scalar(-.infinity, like: scores)
      scores = try add(Add(), scores, try add(Where(), mask, zero, none))
    }
    return try add(Softmax(axis: 3), scores)
  }

  /// The mask of a block as one that is true where a key takes part.
  ///
  /// A key is left out where the mask is true, or any other number than 0: PyTorch's kernels make truth
  /// values of numbers.
  private func blockMask() throws(Diagnostic) -> ValueID? {
    guard var mask = try optionalTensor("mask") else { return nil }
    mask = try add(Not(), try truth(mask))
    // 1 is a mask of the keys of each sample.
    guard try optionalInteger("mask_type") == 1, rank(mask) == 2 else { return mask }
    return try add(Unsqueeze(axes: [1, 2]), mask)
  }

  /// A block of an encoder: attention of a sequence to itself, then two dense layers.
  func encoderLayer() throws(Diagnostic) -> ValueID {
    let heads = try integer("num_heads")
    let isNormFirst = try boolean("norm_first")
    let x = try tensor("src")
    let first = isNormFirst ? try blockNorm(x, 1) : x
    var y = try add(
      Add(), x, try multiHeadAttention([first, first, first], heads: heads).result)
    if !isNormFirst { y = try blockNorm(y, 1) }
    var wide = try dense(
      isNormFirst ? try blockNorm(y, 2) : y, try tensor("ffn_weight_1"), try tensor("ffn_bias_1"))
    wide =
      try boolean("use_gelu")
      ? try add(Gelu(approximation: .none), wide) : try add(Relu(), wide)
    y = try add(
      Add(), y, try dense(wide, try tensor("ffn_weight_2"), try tensor("ffn_bias_2")))
    return isNormFirst ? y : try blockNorm(y, 2)
  }

  private func blockNorm(_ x: ValueID, _ number: Int) throws(Diagnostic) -> ValueID {
    try add(
      LayerNormalization(axes: 1, epsilon: try self.number("eps")), x,
      try tensor(number == 1 ? "norm_weight_1" : "norm_weight_2"),
      try tensor(number == 1 ? "norm_bias_1" : "norm_bias_2"))
  }
}
