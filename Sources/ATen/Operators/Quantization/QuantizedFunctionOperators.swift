import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Functions of quantised tensors: those of real numbers, and the result rounded by its own scale.
  static let quantizedFunctions: [ATenOperator] = family(
    quantizedSums, quantizedMappings,
    named("quantized::relu6(qx, inplace=False)") { call throws(Diagnostic) in
      let x = try call.tensor("qx")
      guard let quantization = call.quantization(of: x) else {
        throw call.problem("takes a quantised tensor")
      }
      return call.result(try call.quantized(try call.add(Relu6(), x), quantization))
    },
    joined("quantized::cat(qx, dim, scale, zero_point)") { _, y in y },
    joined("quantized::cat_relu(qx, dim, scale, zero_point)") { call, y throws(Diagnostic) in
      try call.add(Relu(), y)
    })

  private static let quantizedSums: [ATenOperator] = family(
    combined("quantized::add(qa, qb, scale, zero_point)", Add(), hasRelu: false),
    combined("quantized::add_relu(qa, qb, scale, zero_point)", Add(), hasRelu: true),
    combined("quantized::mul(qa, qb, scale, zero_point)", Multiply(), hasRelu: false),
    combined("quantized::mul_relu(qa, qb, scale, zero_point)", Multiply(), hasRelu: true),
    combined("quantized::matmul(qa, qb, scale, zero_point)", MatMul(), hasRelu: false))

  private static let quantizedMappings: [ATenOperator] = family(
    rounded("quantized::hardswish(input, output_scale, output_zero_point)", "hardswish", ["input"]),
    rounded("quantized::sigmoid(qx, output_scale, output_zero_point)", "sigmoid", ["qx"]),
    rounded(
      "quantized::leaky_relu(qx, negative_slope, inplace, output_scale, output_zero_point)",
      "leaky_relu", ["qx", "negative_slope"]),
    rounded(
      "quantized::elu(self, output_scale, output_zero_point, alpha=1, scale=1, input_scale=1)",
      "elu", ["self", "alpha", "scale", "input_scale"]),
    rounded(
      "quantized::celu(self, output_scale, output_zero_point, alpha=1)", "celu", ["self", "alpha"]),
    rounded(
      "quantized::prelu(qx, weight, output_scale, output_zero_point)", "prelu", ["qx", "weight"]),
    rounded(
      "quantized::softmax(qx, dim, output_scale, output_zero_point)", "softmax", ["qx", "dim"]),
    rounded(
      "quantized::dropout(self, output_scale, output_zero_point, p=0.5, training=False)", "clone",
      ["self"]),
    rounded(
      """
      quantized::layer_norm(input, normalized_shape, weight, bias, eps, output_scale, \
      output_zero_point)
      """, "layer_norm", ["input", "normalized_shape", "weight", "bias", "eps"]),
    rounded(
      """
      quantized::group_norm(input, num_groups, weight, bias, eps, output_scale, output_zero_point)
      """, "group_norm", ["input", "num_groups", "weight", "bias", "eps"]),
    normalized(
      """
      quantized::batch_norm1d(qx, weight, bias, mean, var, eps, output_scale, output_zero_point)
      """, hasRelu: false),
    normalized(
      """
      quantized::batch_norm2d(qx, weight, bias, mean, var, eps, output_scale, output_zero_point)
      """, hasRelu: false),
    normalized(
      """
      quantized::batch_norm3d(qx, weight, bias, mean, var, eps, output_scale, output_zero_point)
      """, hasRelu: false),
    normalized(
      """
      quantized::batch_norm2d_relu(qx, weight, bias, mean, var, eps, output_scale, output_zero_point)
      """, hasRelu: true))

  private static func combined(
    _ signature: StaticString, _ operation: some Operator, hasRelu: Bool
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      let x = try call.tensor("qa")
      var y = try call.add(operation, x, try call.tensor("qb"))
      if hasRelu { y = try call.add(Relu(), y) }
      return call.result(
        try call.quantized(y, try call.outputQuantization("scale", "zero_point", like: x)))
    }
  }

  private static func joined(
    _ signature: StaticString,
    _ activation: @escaping @Sendable (ATenCall, ValueID) throws(Diagnostic) -> ValueID
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      let parts = try call.tensors("qx")
      guard let first = parts.first else { throw call.problem("joins nothing") }
      let axis = try call.axis("dim", rank: call.rank(first))
      let y = try activation(call, try call.context.add(Concat(axis: axis), parts))
      guard call.isGiven("scale") else {
        guard let quantization = call.quantization(of: first) else { return call.result(y) }
        return call.result(try call.quantized(y, quantization))
      }
      return call.result(
        try call.quantized(y, try call.outputQuantization("scale", "zero_point", like: first)))
    }
  }

  /// An operator of real numbers whose result is rounded.
  private static func rounded(
    _ signature: StaticString, _ name: String, _ arguments: [String]
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      let context = call.context
      let results = try context.run(
        context.table.overloads(name), "", arguments.map(call.value), [], call.name)
      guard case .tensor(let tensor)? = results.first else {
        throw call.problem("has no result")
      }
      let operand = try call.tensor(arguments[0])
      return call.result(
        try call.quantized(
          try context.value(of: tensor), try call.outputQuantization(like: operand)))
    }
  }

  private static func normalized(_ signature: StaticString, hasRelu: Bool) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      let x = try call.tensor("qx")
      let arguments =
        ["qx", "weight", "bias", "mean", "var"].map(call.value)
        + [.boolean(false), .number(0), call.value("eps"), .boolean(false)]
      let context = call.context
      let results = try context.run(
        context.table.overloads("batch_norm"), "", arguments, [], call.name)
      guard case .tensor(let tensor)? = results.first else {
        throw call.problem("has no result")
      }
      var y = try context.value(of: tensor)
      if hasRelu { y = try call.add(Relu(), y) }
      return call.result(try call.quantized(y, try call.outputQuantization(like: x)))
    }
  }
}
