import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Convolutions.
  static let convolution: [ATenOperator] =
    plainConvolutions + transposedConvolutions + backendConvolutions

  private static let plainConvolutions = [
    ATenOperator(
      "conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)"
    ) { call throws(Diagnostic) in try call.convolution("input") },
    ATenOperator(
      "conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)"
    ) { call throws(Diagnostic) in try call.convolution("input") },
    ATenOperator(
      "conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)"
    ) { call throws(Diagnostic) in try call.convolution("input") },
    ATenOperator(
      "_convolution_mode(input, weight, bias, stride, padding, dilation, groups)"
    ) { call throws(Diagnostic) in try call.convolution("input") },
    ATenOperator("conv_tbc(self, weight, bias, pad=0)") { call throws(Diagnostic) in
      try call.convolutionOverTimeFirst()
    },
  ]

  private static let transposedConvolutions = [
    ATenOperator(
      """
      conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, \
      dilation=1)
      """
    ) { call throws(Diagnostic) in try call.transposedConvolution("input") },
    ATenOperator(
      """
      conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, \
      dilation=1)
      """
    ) { call throws(Diagnostic) in try call.transposedConvolution("input") },
    ATenOperator(
      """
      conv_transpose3d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, \
      dilation=1)
      """
    ) { call throws(Diagnostic) in try call.transposedConvolution("input") },
    ATenOperator(
      """
      slow_conv_transpose2d(self, weight, kernel_size, bias=None, stride=1, padding=0, \
      output_padding=0, dilation=1)
      """
    ) { call throws(Diagnostic) in try call.transposedConvolution("self", hasGroups: false) },
    ATenOperator(
      """
      slow_conv_transpose3d(self, weight, kernel_size, bias=None, stride=1, padding=0, \
      output_padding=0, dilation=1)
      """
    ) { call throws(Diagnostic) in try call.transposedConvolution("self", hasGroups: false) },
  ]

  private static let backendConvolutions = [
    ATenOperator(
      """
      convolution(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups)
      """
    ) { call throws(Diagnostic) in try call.eitherConvolution() },
    ATenOperator(
      """
      convolution_overrideable(input, weight, bias, stride, padding, dilation, transposed, \
      output_padding, groups)
      """
    ) { call throws(Diagnostic) in try call.eitherConvolution() },
    ATenOperator(
      """
      _convolution(input, weight, bias, stride, padding, dilation, transposed, output_padding, \
      groups, benchmark=False, deterministic=False, cudnn_enabled=True, allow_tf32=True)
      """
    ) { call throws(Diagnostic) in try call.eitherConvolution() },
    ATenOperator("mkldnn_convolution(self, weight, bias, padding, stride, dilation, groups)") {
      call throws(Diagnostic) in try call.convolution("self")
    },
    ATenOperator(
      """
      cudnn_convolution(self, weight, padding, stride, dilation, groups, benchmark=False, \
      deterministic=False, allow_tf32=True)
      """
    ) { call throws(Diagnostic) in try call.convolution("self", hasBias: false) },
    ATenOperator("thnn_conv2d(self, weight, kernel_size, bias=None, stride=1, padding=0)") {
      call throws(Diagnostic) in
      try call.convolution("self", hasDilation: false, hasGroups: false)
    },
    ATenOperator("_slow_conv2d_forward(self, weight, kernel_size, bias, stride, padding)") {
      call throws(Diagnostic) in
      try call.convolution("self", hasDilation: false, hasGroups: false)
    },
    ATenOperator("slow_conv3d(self, weight, kernel_size, bias=None, stride=1, padding=0)") {
      call throws(Diagnostic) in
      try call.convolution("self", hasDilation: false, hasGroups: false)
    },
    ATenOperator(
      "slow_conv_dilated2d(self, weight, kernel_size, bias=None, stride=1, padding=0, dilation=1)"
    ) { call throws(Diagnostic) in try call.convolution("self", hasGroups: false) },
    ATenOperator(
      "slow_conv_dilated3d(self, weight, kernel_size, bias=None, stride=1, padding=0, dilation=1)"
    ) { call throws(Diagnostic) in try call.convolution("self", hasGroups: false) },
    ATenOperator(
      "_conv_depthwise2d(self, weight, kernel_size, bias, stride, padding, dilation)"
    ) { call throws(Diagnostic) in try call.depthwiseConvolution() },
  ]
}
