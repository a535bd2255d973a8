import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Dense layers and convolutions of quantised tensors with packed weights.
  static let quantizedLayers: [ATenOperator] =
    quantizedLinear + quantizedConvolutions + weightPacking

  private static let quantizedLinear: [ATenOperator] = family(
    named("quantized::linear(X, W_prepack, Y_scale_i, Y_zero_point_i)") { call throws(Diagnostic) in
      try call.quantizedLinear { $0 }
    },
    named("quantized::linear_relu(X, W_prepack, Y_scale_i, Y_zero_point_i)") {
      call throws(Diagnostic) in
      try call.quantizedLinear { y throws(Diagnostic) in try call.add(Relu(), y) }
    },
    named(
      "quantized::linear_leaky_relu(X, W_prepack, Y_scale_i, Y_zero_point_i, negative_slope)"
    ) { call throws(Diagnostic) in
      let slope = try call.number("negative_slope")
      return try call.quantizedLinear { y throws(Diagnostic) in
        try call.add(LeakyRelu(slope: slope), y)
      }
    },
    named("quantized::linear_tanh(X, W_prepack, Y_scale_i, Y_zero_point_i)") {
      call throws(Diagnostic) in
      try call.quantizedLinear { y throws(Diagnostic) in try call.add(Tanh(), y) }
    },
    named("quantized::linear_dynamic(X, W_prepack, reduce_range=False)") {
      call throws(Diagnostic) in call.result(try call.dynamicLinear())
    },
    named("quantized::linear_relu_dynamic(X, W_prepack, reduce_range=False)") {
      call throws(Diagnostic) in
      call.result(try call.add(Relu(), try call.dynamicLinear()))
    },
    named("quantized::linear_dynamic_fp16(X, W_prepack)") { call throws(Diagnostic) in
      call.result(try call.packedLinear(try call.floating("X"), scale: nil))
    },
    named("quantized::linear_relu_dynamic_fp16(X, W_prepack)") { call throws(Diagnostic) in
      call.result(
        try call.add(Relu(), try call.packedLinear(try call.floating("X"), scale: nil)))
    })

  private static let quantizedConvolutions: [ATenOperator] = family(
    named(
      "quantized::conv1d(qx, packed_weight, output_scale, output_zero_point)",
      "quantized::conv2d(qx, packed_weight, output_scale, output_zero_point)",
      "quantized::conv3d(qx, packed_weight, output_scale, output_zero_point)",
      "quantized::conv_transpose1d(qx, packed_weight, output_scale, output_zero_point)",
      "quantized::conv_transpose2d(qx, packed_weight, output_scale, output_zero_point)",
      "quantized::conv_transpose3d(qx, packed_weight, output_scale, output_zero_point)"
    ) { call throws(Diagnostic) in try call.quantizedConvolution { $0 } },
    named(
      "quantized::conv1d_relu(qx, packed_weight, output_scale, output_zero_point)",
      "quantized::conv2d_relu(qx, packed_weight, output_scale, output_zero_point)",
      "quantized::conv3d_relu(qx, packed_weight, output_scale, output_zero_point)"
    ) { call throws(Diagnostic) in
      try call.quantizedConvolution { y throws(Diagnostic) in try call.add(Relu(), y) }
    },
    named("quantized::conv2d_add(qx, qaccum, packed_weight, output_scale, output_zero_point)") {
      call throws(Diagnostic) in
      let sum = try call.tensor("qaccum")
      return try call.quantizedConvolution { y throws(Diagnostic) in try call.add(Add(), y, sum) }
    },
    named("quantized::conv2d_add_relu(qx, qaccum, packed_weight, output_scale, output_zero_point)")
    { call throws(Diagnostic) in
      let sum = try call.tensor("qaccum")
      return try call.quantizedConvolution { y throws(Diagnostic) in
        try call.add(Relu(), try call.add(Add(), y, sum))
      }
    },
    named(
      "quantized::conv1d_dynamic(qx, packed_weight, reduce_range=False)",
      "quantized::conv2d_dynamic(qx, packed_weight, reduce_range=False)",
      "quantized::conv3d_dynamic(qx, packed_weight, reduce_range=False)"
    ) { call throws(Diagnostic) in
      let x = try call.dynamicallyQuantized(
        try call.floating("qx"), bits: try call.boolean("reduce_range") ? 7 : 8)
      return call.result(try call.packedConvolution(x, scale: nil))
    })

  /// What makes and takes apart packed weights, which are tuples here.
  private static let weightPacking: [ATenOperator] = family(
    named("quantized::linear_prepack(W, B=None)", "quantized::linear_prepack_fp16(W, B=None)") {
      call throws(Diagnostic) in [.tuple([call.value("W"), call.value("B")])]
    },
    named(
      "quantized::linear_unpack(W_prepack)", "quantized::linear_unpack_fp16(W_prepack)",
      "quantized::conv_unpack(W_prepack)", "quantized::conv1d_unpack(W_prepack)",
      "quantized::conv2d_unpack(W_prepack)", "quantized::conv3d_unpack(W_prepack)",
      "quantized::conv_transpose1d_unpack(W_prepack)",
      "quantized::conv_transpose2d_unpack(W_prepack)"
    ) { call throws(Diagnostic) in
      guard let items = call.value("W_prepack").items, items.count >= 2 else {
        throw call.problem("takes packed weights")
      }
      return [items[0], items[1]]
    },
    named(
      "quantized::conv_prepack(weight, bias, stride, padding, dilation, groups)",
      "quantized::conv1d_prepack(weight, bias, stride, padding, dilation, groups)",
      "quantized::conv2d_prepack(weight, bias, stride, padding, dilation, groups)",
      "quantized::conv3d_prepack(weight, bias, stride, padding, dilation, groups)"
    ) { call throws(Diagnostic) in
      [
        .tuple([
          call.value("weight"), call.value("bias"), call.value("stride"), call.value("padding"),
          call.value("dilation"), .list([]), call.value("groups"), .boolean(false),
        ])
      ]
    },
    named(
      """
      quantized::conv_transpose1d_prepack(weight, bias, stride, padding, output_padding, dilation, \
      groups)
      """,
      """
      quantized::conv_transpose2d_prepack(weight, bias, stride, padding, output_padding, dilation, \
      groups)
      """
    ) { call throws(Diagnostic) in
      [
        .tuple([
          call.value("weight"), call.value("bias"), call.value("stride"), call.value("padding"),
          call.value("dilation"), call.value("output_padding"), call.value("groups"),
          .boolean(true),
        ])
      ]
    })
}
