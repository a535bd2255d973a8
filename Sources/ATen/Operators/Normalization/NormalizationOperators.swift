import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Normalisation within each sample.
  static let normalization: [ATenOperator] = [
    ATenOperator(
      "layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05, cudnn_enable=True)"
    ) { call throws(Diagnostic) in call.result(try call.layerNorm().y) },
    ATenOperator("native_layer_norm(input, normalized_shape, weight, bias, eps)") {
      call throws(Diagnostic) in
      let (x, y) = try call.layerNorm()
      let axes = try call.trailingAxes(of: x)
      return call.results([y] + (try call.moments(of: x, over: axes)))
    },
    ATenOperator(
      "group_norm(input, num_groups, weight=None, bias=None, eps=1e-05, cudnn_enabled=True)"
    ) { call throws(Diagnostic) in call.result(try call.groupNorm("num_groups").y) },
    ATenOperator("native_group_norm(input, weight, bias, N, C, HxW, group, eps)") {
      call throws(Diagnostic) in
      let (x, y) = try call.groupNorm("group")
      let groups = Dimension.fixed(try call.integer("group"))
      let grouped = try call.context.reshape(x, to: [call.shape(x)[0], groups, -1])
      let moments = try call.moments(of: grouped, over: [2])
      return call.results(
        [y]
          + (try moments.map { moment throws(Diagnostic) in
            try call.add(Squeeze(axes: [2]), moment)
          }))
    },
    ATenOperator(
      """
      instance_norm(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, \
      cudnn_enabled=True)
      """
    ) { call throws(Diagnostic) in try call.instanceNorm() },
    ATenOperator("rms_norm(input, normalized_shape, weight=None, eps=None)") {
      call throws(Diagnostic) in call.result(try call.rmsNorm().y)
    },
    ATenOperator("_fused_rms_norm(input, normalized_shape, weight, eps)") {
      call throws(Diagnostic) in
      let (x, y) = try call.rmsNorm()
      let axes = try call.trailingAxes(of: x)
      let square = try call.add(ReduceMean(axes: axes, keepsAxes: true), call.add(Square(), x))
      let epsilon = try call.context.scalar(try call.rmsEpsilon(for: x), like: square)
      return call.results([y, try call.add(Rsqrt(), call.add(Add(), square, epsilon))])
    },
    ATenOperator("_weight_norm(v, g, dim=0)") { call throws(Diagnostic) in
      call.result(try call.weightNorm().weight)
    },
    ATenOperator("_weight_norm_interface(v, g, dim=0)") { call throws(Diagnostic) in
      let (weight, norm) = try call.weightNorm()
      return call.results([weight, norm])
    },
    ATenOperator("norm_except_dim(v, pow=2, dim=0)") { call throws(Diagnostic) in
      let v = try call.tensor("v")
      let axes = try call.axesExceptOne(of: v)
      return call.result(
        try call.norm(v, order: try call.number("pow"), axes: axes, keepsAxes: true))
    },
  ]
}
