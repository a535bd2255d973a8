import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Pools.
  static let pooling: [ATenOperator] = maxPools + averagePools + adaptivePools + unpools

  private static let maxPools = [
    ATenOperator("max_pool1d(self, kernel_size, stride=[], padding=0, dilation=1, ceil_mode=False)")
    { call throws(Diagnostic) in try call.maxPool(spatialRank: 1) },
    ATenOperator("max_pool2d(self, kernel_size, stride=[], padding=0, dilation=1, ceil_mode=False)")
    { call throws(Diagnostic) in try call.maxPool(spatialRank: 2) },
    ATenOperator("max_pool3d(self, kernel_size, stride=[], padding=0, dilation=1, ceil_mode=False)")
    { call throws(Diagnostic) in try call.maxPool(spatialRank: 3) },
    ATenOperator(
      "mkldnn_max_pool2d(self, kernel_size, stride=[], padding=0, dilation=1, ceil_mode=False)"
    ) { call throws(Diagnostic) in try call.maxPool(spatialRank: 2) },
    ATenOperator(
      """
      max_pool1d_with_indices(self, kernel_size, stride=[], padding=0, dilation=1, ceil_mode=False)
      """
    ) { call throws(Diagnostic) in try call.maxPoolWithIndices(spatialRank: 1) },
    ATenOperator(
      """
      max_pool2d_with_indices(self, kernel_size, stride=[], padding=0, dilation=1, ceil_mode=False)
      """
    ) { call throws(Diagnostic) in try call.maxPoolWithIndices(spatialRank: 2) },
    ATenOperator(
      """
      max_pool3d_with_indices(self, kernel_size, stride=[], padding=0, dilation=1, ceil_mode=False)
      """
    ) { call throws(Diagnostic) in try call.maxPoolWithIndices(spatialRank: 3) },
  ]

  private static let averagePools = [
    ATenOperator(
      "avg_pool1d(self, kernel_size, stride=[], padding=0, ceil_mode=False, count_include_pad=True)"
    ) { call throws(Diagnostic) in try call.averagePool(spatialRank: 1, hasDivisor: false) },
    ATenOperator(
      """
      avg_pool2d(self, kernel_size, stride=[], padding=0, ceil_mode=False, count_include_pad=True, \
      divisor_override=None)
      """
    ) { call throws(Diagnostic) in try call.averagePool(spatialRank: 2) },
    ATenOperator(
      """
      avg_pool3d(self, kernel_size, stride=[], padding=0, ceil_mode=False, count_include_pad=True, \
      divisor_override=None)
      """
    ) { call throws(Diagnostic) in try call.averagePool(spatialRank: 3) },
  ]

  private static let adaptivePools = [
    ATenOperator("adaptive_avg_pool1d(self, output_size)") { call throws(Diagnostic) in
      try call.adaptiveAveragePool(spatialRank: 1)
    },
    ATenOperator("adaptive_avg_pool2d(self, output_size)") { call throws(Diagnostic) in
      try call.adaptiveAveragePool(spatialRank: 2)
    },
    ATenOperator("adaptive_avg_pool3d(self, output_size)") { call throws(Diagnostic) in
      try call.adaptiveAveragePool(spatialRank: 3)
    },
    ATenOperator("_adaptive_avg_pool2d(self, output_size)") { call throws(Diagnostic) in
      try call.adaptiveAveragePool(spatialRank: 2)
    },
    ATenOperator("_adaptive_avg_pool3d(self, output_size)") { call throws(Diagnostic) in
      try call.adaptiveAveragePool(spatialRank: 3)
    },
    ATenOperator("mkldnn_adaptive_avg_pool2d(self, output_size)") { call throws(Diagnostic) in
      try call.adaptiveAveragePool(spatialRank: 2)
    },
    ATenOperator("adaptive_max_pool1d(self, output_size)") { call throws(Diagnostic) in
      try call.adaptiveMaxPool(spatialRank: 1)
    },
    ATenOperator("adaptive_max_pool2d(self, output_size)") { call throws(Diagnostic) in
      try call.adaptiveMaxPool(spatialRank: 2)
    },
    ATenOperator("adaptive_max_pool3d(self, output_size)") { call throws(Diagnostic) in
      try call.adaptiveMaxPool(spatialRank: 3)
    },
  ]

  private static let unpools = [
    ATenOperator("max_unpool2d(self, indices, output_size)") { call throws(Diagnostic) in
      try call.maxUnpool(spatialRank: 2)
    },
    ATenOperator("max_unpool3d(self, indices, output_size, stride, padding)") {
      call throws(Diagnostic) in try call.maxUnpool(spatialRank: 3)
    },
  ]
}
