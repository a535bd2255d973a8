import Checkpoints
import Diagnostics
import ModelIR

/// Samples the spatial axes at another resolution.
///
/// | setting | default |
/// |---|---|
/// | size or scale_factor | one of them; a number or one for each axis |
/// | mode | `nearest`; `nearest-exact`, `linear`, `bilinear`, `trilinear`, `bicubic`, `area` |
/// | align_corners | `None`: false; of an `UpsamplingBilinear2d` true |
/// | recompute_scale_factor | `None`: false |
struct UpsampleLayer: Layer {
  static let kinds = ["Upsample", "UpsamplingNearest2d", "UpsamplingBilinear2d"]

  let hyperparameters: Hyperparameters
  private let resampling: Resampling

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let name = settings.className
    let isBilinear = name == "UpsamplingBilinear2d"
    let resampling = try Resampling(
      &settings, mode: isBilinear ? "bilinear" : "nearest", alignsCorners: isBilinear)
    self.resampling = resampling
    settings.ignore("name")
    hyperparameters = [
      "size": resampling.size ?? HyperparameterValue.none,
      "scale_factor": resampling.scale ?? HyperparameterValue.none,
      "mode": .text(resampling.mode),
      "align_corners": resampling.alignsCorners.map { .boolean($0) } ?? HyperparameterValue.none,
      "recompute_scale_factor": resampling.recomputesScale.map { .boolean($0) }
        ?? HyperparameterValue.none,
    ]
    try settings.requireAllTaken()
  }

  var extraText: String {
    hyperparameters.printed(resampling.scale == nil ? "size" : "scale_factor")
      + ", mode='\(resampling.mode)'"
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    [try resampling.build(try context.single(inputs, rank: 3...5), in: &context)]
  }
}
