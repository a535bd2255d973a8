/// The framework whose names a checkpoint has that does not say it.
enum FrameworkGuess {
  /// The framework, or unspecified where no name is only one's own.
  static func framework(of names: [String]) -> Framework {
    var isPyTorch = false
    for name in names {
      let (path, last) = LayerTensor.split(name)
      if mindSpore.contains(last) { return .mindspore }
      if flux.contains(last) || FluxPaths.fromFlux(path) != path { return .flux }
      isPyTorch = isPyTorch || pytorch.contains(last)
    }
    return isPyTorch ? .pytorch : .unspecified
  }

  private static let mindSpore: Set<String> = [
    "moving_mean", "moving_variance", "embedding_table", "gamma",
  ]
  private static let flux: Set<String> = ["γ", "μ", "σ²", "Wi", "Wh"]
  private static let pytorch: Set<String> = [
    "weight", "running_mean", "running_var", "num_batches_tracked", "weight_ih_l0",
    "in_proj_weight",
  ]
}
