import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Sampling of planes and volumes at another resolution.
  static let upsampling: [ATenOperator] =
    nearest + exactNearest + linear + cubic + antialiased

  private static let nearest = [
    ATenOperator("upsample_nearest1d(self, output_size: int[], scales: Scalar=None)") {
      call throws(Diagnostic) in try call.upsample(.nearest, scales: "scales")
    },
    ATenOperator(
      "upsample_nearest2d(self, output_size: int[], scales_h: Scalar=None, scales_w=None)"
    ) { call throws(Diagnostic) in
      try call.upsample(.nearest, scales: "scales_h", "scales_w")
    },
    ATenOperator(
      """
      upsample_nearest3d(self, output_size: int[], scales_d: Scalar=None, scales_h=None, \
      scales_w=None)
      """
    ) { call throws(Diagnostic) in
      try call.upsample(.nearest, scales: "scales_d", "scales_h", "scales_w")
    },
    ATenOperator("upsample_nearest1d.vec(input, output_size, scale_factors)") {
      call throws(Diagnostic) in try call.upsampleByList(.nearest)
    },
    ATenOperator("upsample_nearest2d.vec(input, output_size, scale_factors)") {
      call throws(Diagnostic) in try call.upsampleByList(.nearest)
    },
    ATenOperator("upsample_nearest3d.vec(input, output_size, scale_factors)") {
      call throws(Diagnostic) in try call.upsampleByList(.nearest)
    },
  ]

  private static let exactNearest = [
    ATenOperator("_upsample_nearest_exact1d(self, output_size: int[], scales: Scalar=None)") {
      call throws(Diagnostic) in try call.upsample(.nearestExact, scales: "scales")
    },
    ATenOperator(
      "_upsample_nearest_exact2d(self, output_size: int[], scales_h: Scalar=None, scales_w=None)"
    ) { call throws(Diagnostic) in
      try call.upsample(.nearestExact, scales: "scales_h", "scales_w")
    },
    ATenOperator(
      """
      _upsample_nearest_exact3d(self, output_size: int[], scales_d: Scalar=None, scales_h=None, \
      scales_w=None)
      """
    ) { call throws(Diagnostic) in
      try call.upsample(.nearestExact, scales: "scales_d", "scales_h", "scales_w")
    },
    ATenOperator("_upsample_nearest_exact1d.vec(input, output_size, scale_factors)") {
      call throws(Diagnostic) in try call.upsampleByList(.nearestExact)
    },
    ATenOperator("_upsample_nearest_exact2d.vec(input, output_size, scale_factors)") {
      call throws(Diagnostic) in try call.upsampleByList(.nearestExact)
    },
    ATenOperator("_upsample_nearest_exact3d.vec(input, output_size, scale_factors)") {
      call throws(Diagnostic) in try call.upsampleByList(.nearestExact)
    },
  ]

  private static let linear = [
    ATenOperator(
      "upsample_linear1d(self, output_size: int[], align_corners, scales: Scalar=None)"
    ) { call throws(Diagnostic) in
      try call.upsample(
        .linear(alignsCorners: call.boolean("align_corners")), scales: "scales")
    },
    ATenOperator(
      """
      upsample_bilinear2d(self, output_size: int[], align_corners, scales_h: Scalar=None, \
      scales_w=None)
      """
    ) { call throws(Diagnostic) in
      try call.upsample(
        .linear(alignsCorners: call.boolean("align_corners")), scales: "scales_h", "scales_w")
    },
    ATenOperator(
      """
      upsample_trilinear3d(self, output_size: int[], align_corners, scales_d: Scalar=None, \
      scales_h=None, scales_w=None)
      """
    ) { call throws(Diagnostic) in
      try call.upsample(
        .linear(alignsCorners: call.boolean("align_corners")), scales: "scales_d", "scales_h",
        "scales_w")
    },
    ATenOperator("upsample_linear1d.vec(input, output_size, align_corners, scale_factors)") {
      call throws(Diagnostic) in
      try call.upsampleByList(.linear(alignsCorners: call.boolean("align_corners")))
    },
    ATenOperator("upsample_bilinear2d.vec(input, output_size, align_corners, scale_factors)") {
      call throws(Diagnostic) in
      try call.upsampleByList(.linear(alignsCorners: call.boolean("align_corners")))
    },
    ATenOperator("upsample_trilinear3d.vec(input, output_size, align_corners, scale_factors)") {
      call throws(Diagnostic) in
      try call.upsampleByList(.linear(alignsCorners: call.boolean("align_corners")))
    },
  ]

  private static let cubic = [
    ATenOperator(
      """
      upsample_bicubic2d(self, output_size: int[], align_corners, scales_h: Scalar=None, \
      scales_w=None)
      """
    ) { call throws(Diagnostic) in
      try call.upsample(
        .cubic(alignsCorners: call.boolean("align_corners")), scales: "scales_h", "scales_w")
    },
    ATenOperator("upsample_bicubic2d.vec(input, output_size, align_corners, scale_factors)") {
      call throws(Diagnostic) in
      try call.upsampleByList(.cubic(alignsCorners: call.boolean("align_corners")))
    },
  ]

  private static let antialiased = [
    ATenOperator(
      """
      _upsample_bilinear2d_aa(self, output_size: int[], align_corners, scales_h: Scalar=None, \
      scales_w=None)
      """
    ) { call throws(Diagnostic) in
      try call.upsample(
        .linear(alignsCorners: call.boolean("align_corners")).antialiased, scales: "scales_h",
        "scales_w")
    },
    ATenOperator("_upsample_bilinear2d_aa.vec(input, output_size, align_corners, scale_factors)") {
      call throws(Diagnostic) in
      try call.upsampleByList(.linear(alignsCorners: call.boolean("align_corners")).antialiased)
    },
    ATenOperator(
      """
      _upsample_bicubic2d_aa(self, output_size: int[], align_corners, scales_h: Scalar=None, \
      scales_w=None)
      """
    ) { call throws(Diagnostic) in
      try call.upsample(
        .cubic(alignsCorners: call.boolean("align_corners")).antialiased, scales: "scales_h",
        "scales_w")
    },
    ATenOperator("_upsample_bicubic2d_aa.vec(input, output_size, align_corners, scale_factors)") {
      call throws(Diagnostic) in
      try call.upsampleByList(.cubic(alignsCorners: call.boolean("align_corners")).antialiased)
    },
  ]
}
