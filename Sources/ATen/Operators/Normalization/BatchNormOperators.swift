import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Normalisation of channels over a batch, with stored statistics or the batch's own.
  static let batchNorm: [ATenOperator] = inference + training

  private static let inference = [
    ATenOperator(
      """
      batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, \
      cudnn_enabled=True)
      """
    ) { call throws(Diagnostic) in Array(try call.batchNorm().prefix(1)) },
    ATenOperator(
      """
      _native_batch_norm_legit_no_training(input, weight, bias, running_mean, running_var, \
      momentum, eps)
      """
    ) { call throws(Diagnostic) in try call.batchNorm(trains: false) },
    ATenOperator(
      "_batch_norm_no_update(input, weight, bias, running_mean, running_var, momentum, eps)"
    ) { call throws(Diagnostic) in try call.batchNorm(trains: false) + [.failed] },
    ATenOperator(
      """
      _batch_norm_impl_index(input, weight, bias, running_mean, running_var, training, momentum, \
      eps, cudnn_enabled)
      """
    ) { call throws(Diagnostic) in try call.batchNorm() + [.failed, .integer(0)] },
    ATenOperator(
      """
      cudnn_batch_norm(input, weight, bias, running_mean, running_var, training, \
      exponential_average_factor, epsilon)
      """
    ) { call throws(Diagnostic) in try call.batchNorm(epsilon: "epsilon") + [.failed] },
    ATenOperator(
      """
      miopen_batch_norm(input, weight, bias, running_mean, running_var, training, \
      exponential_average_factor, epsilon)
      """
    ) { call throws(Diagnostic) in try call.batchNorm(epsilon: "epsilon") },
  ]

  private static let training = [
    ATenOperator(
      """
      native_batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps)
      """
    ) { call throws(Diagnostic) in try call.batchNorm() },
    ATenOperator(
      """
      _native_batch_norm_legit(input, weight, bias, running_mean, running_var, training: bool, \
      momentum, eps)
      """
    ) { call throws(Diagnostic) in try call.batchNorm() },
    ATenOperator(
      "_native_batch_norm_legit.no_stats(input, weight, bias, training: bool, momentum, eps)"
    ) { call throws(Diagnostic) in try call.batchNorm(trains: true, hasStatistics: false) },
    ATenOperator(
      """
      _native_batch_norm_legit_functional(input, weight, bias, running_mean, running_var, \
      training, momentum, eps)
      """
    ) { call throws(Diagnostic) in
      try call.batchNorm() + call.updatedStatistics(trains: call.boolean("training"))
    },
    ATenOperator(
      "_batch_norm_with_update(input, weight, bias, running_mean, running_var, momentum, eps)"
    ) { call throws(Diagnostic) in try call.batchNorm(trains: true) + [.failed] },
    ATenOperator(
      """
      _batch_norm_with_update_functional(input, weight, bias, running_mean, running_var, momentum, \
      eps)
      """
    ) { call throws(Diagnostic) in
      try call.batchNorm(trains: true) + [.failed] + call.updatedStatistics(trains: true)
    },
  ]
}
