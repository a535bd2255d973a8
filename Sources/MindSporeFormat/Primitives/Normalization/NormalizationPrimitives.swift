import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Normalisation over the batch.
  static let batchNormalizations: [MindSporePrimitive] = [
    MindSporePrimitive(
      """
      BatchNorm(x, scale, bias, mean, variance, is_training=False, epsilon|eps=1e-05, \
      momentum=0.1, format|data_format='NCHW')
      """
    ) { call throws(Diagnostic) in try call.batchNormalization(trains: try call.flag("is_training"))
    },
    MindSporePrimitive(
      """
      FusedBatchNorm(x, scale, bias, mean, variance, mode=0, epsilon=1e-05, momentum=0.1, \
      format|data_format='NCHW')
      """
    ) { call throws(Diagnostic) in try call.batchNormalization(trains: true) },
    MindSporePrimitive(
      """
      FusedBatchNormEx(x, scale, bias, mean, variance, mode=0, epsilon=1e-05, momentum=0.1, \
      format|data_format='NCHW')
      """
    ) { call throws(Diagnostic) in try call.batchNormalization(trains: true) },
    MindSporePrimitive(
      """
      BatchNormWithActivation(x, scale, bias, mean, variance, is_training=False, epsilon=1e-05, \
      momentum=0.1, format|data_format='NCHW')
      """
    ) { call throws(Diagnostic) in
      let results = try call.batchNormalization(trains: try call.flag("is_training"))
      return try call.aten("relu", [results[0]]) + results.dropFirst()
    },
    MindSporePrimitive("BNInference(x, scale, bias, mean, variance, epsilon=1e-05)") {
      call throws(Diagnostic) in try call.batchNormalization(trains: false)
    },
    MindSporePrimitive(
      """
      BatchNormExt(input, weight=None, bias=None, running_mean=None, running_var=None, \
      training=False, momentum=0.1, epsilon=1e-05)
      """
    ) { call throws(Diagnostic) in
      try call.aten("batch_norm", call.arguments) + [.failed, .failed]
    },
  ]

  /// Normalisation of each element by itself.
  static let normalizations: [MindSporePrimitive] = [
    MindSporePrimitive(
      "LayerNorm(x, gamma, beta, begin_norm_axis=1, begin_params_axis=1, epsilon=1e-07)"
    ) { call throws(Diagnostic) in try call.layerNormalization() },
    MindSporePrimitive(
      "LayerNormV3(x, gamma, beta, begin_norm_axis=1, begin_params_axis=1, epsilon=1e-07)"
    ) { call throws(Diagnostic) in try call.layerNormalization() },
    MindSporePrimitive(
      "LayerNormExt(input, normalized_shape, weight=None, bias=None, eps=1e-05)"
    ) { call throws(Diagnostic) in
      try call.aten("layer_norm", call.arguments) + [.failed, .failed]
    },
    MindSporePrimitive("GroupNorm(input, num_groups, weight=None, bias=None, eps=1e-05)") {
      call throws(Diagnostic) in
      try call.aten("group_norm", call.arguments) + [.failed, .failed]
    },
    MindSporePrimitive("RmsNorm(x, gamma, epsilon=1e-06)") { call throws(Diagnostic) in
      let sizes = call.shape(try call.tensor("gamma")).dimensions.map(ATenValue.init)
      return try call.aten(
        "rms_norm", [call.value("x"), .list(sizes), call.value("gamma"), call.value("epsilon")])
        + [.failed]
    },
    MindSporePrimitive(
      "InstanceNorm(x, gamma, beta, mean=None, variance=None, epsilon=1e-05, momentum=0.1)"
    ) { call throws(Diagnostic) in
      call.result(
        try call.add(
          InstanceNormalization(epsilon: try call.number("epsilon")), try call.tensor("x"),
          try call.tensor("gamma"), try call.tensor("beta"))) + [.failed, .failed]
    },
    MindSporePrimitive(
      "LRN(x, depth_radius=5, bias=1.0, alpha=1.0, beta=0.5, norm_region='ACROSS_CHANNELS')"
    ) { call throws(Diagnostic) in
      let radius = try call.integer("depth_radius")
      guard (0...1 << 20).contains(radius) else { throw call.problem("has a radius of \(radius)") }
      let size = 2 * radius + 1
      return call.result(
        try call.add(
          LocalResponseNormalization(
            size: size, alpha: try call.number("alpha") * Double(size),
            beta: try call.number("beta"), bias: try call.number("bias")), try call.tensor("x")))
    },
    MindSporePrimitive("L2Normalize(x, axis=0, epsilon=1e-04)") { call throws(Diagnostic) in
      let x = try call.tensor("x")
      let axes = try call.axesOrAll("axis", rank: call.rank(x))
      let squares = try call.add(
        ReduceSum(axes: axes, keepsAxes: true), try call.add(Multiply(), x, x))
      let least = try call.context.scalar(try call.number("epsilon"), like: x)
      let norm = try call.add(Sqrt(), try call.add(Maximum(), squares, least))
      return call.result(try call.add(Divide(), x, norm))
    },
  ]
}

extension ATenCall {
  fileprivate func batchNormalization(trains: Bool) throws(Diagnostic) -> [ATenValue] {
    try requireChannelsFirst(has("format") ? "format" : "epsilon")
    let results = try aten(
      "batch_norm",
      [
        value("x"), value("scale"), value("bias"), value("mean"), value("variance"),
        .boolean(trains), .number(0.1), value("epsilon"),
      ])
    return results.prefix(1) + [ATenValue](repeating: .failed, count: 4)
  }

  /// Normalisation over the axes from one on; scale and bias may begin at another one.
  fileprivate func layerNormalization() throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("x")
    let gamma = try tensor("gamma")
    let beta = try tensor("beta")
    let begin = try axis("begin_norm_axis", rank: rank(x))
    let epsilon = try number("epsilon")
    let axes = rank(x) - begin
    if rank(gamma) == axes, rank(beta) == axes {
      let y = try add(LayerNormalization(axes: axes, epsilon: epsilon), x, gamma, beta)
      return result(y) + [.failed, .failed]
    }
    let plain = try add(LayerNormalization(axes: axes, epsilon: epsilon), x)
    let scaled = try add(Multiply(), plain, gamma)
    return result(try add(Add(), scaled, beta)) + [.failed, .failed]
  }
}
