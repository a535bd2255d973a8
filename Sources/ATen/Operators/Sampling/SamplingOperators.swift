import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Sampling at given places, and the composite that chooses how.
  static let sampling: [ATenOperator] = [
    ATenOperator(
      """
      __interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None, \
      recompute_scale_factor=None, antialias=False)
      """
    ) { call throws(Diagnostic) in try call.interpolated() },
    ATenOperator("grid_sampler(input, grid, interpolation_mode, padding_mode, align_corners)") {
      call throws(Diagnostic) in try call.gridSample()
    },
    ATenOperator("grid_sampler_2d(input, grid, interpolation_mode, padding_mode, align_corners)") {
      call throws(Diagnostic) in try call.gridSample()
    },
    ATenOperator("grid_sampler_3d(input, grid, interpolation_mode, padding_mode, align_corners)") {
      call throws(Diagnostic) in try call.gridSample()
    },
    ATenOperator(
      """
      _grid_sampler_2d_cpu_fallback(input, grid, interpolation_mode, padding_mode, align_corners)
      """
    ) { call throws(Diagnostic) in try call.gridSample() },
    ATenOperator("cudnn_grid_sampler(self, grid)") { call throws(Diagnostic) in
      let operation = GridSample(mode: .linear, padding: .zeros, alignsCorners: true)
      return call.result(try call.add(operation, try call.tensor("self"), try call.tensor("grid")))
    },
    ATenOperator("affine_grid_generator(theta, size, align_corners)") { call throws(Diagnostic) in
      try call.affineGrid()
    },
  ]
}
