/// Advice about a dictionary that holds the weights beside other things.
struct WrapperAdvice {
  /// The keys under which training scripts put weights, the usual ones first.
  static let keys = [
    "state_dict", "model_state_dict", "model", "net", "module", "network", "generator",
    "params_ema", "params", "ema", "state_dict_ema", "model_ema", "weights",
  ]

  let report: BindingReport
  let checkpoint: Checkpoint

  func advice() -> [BindingAdvice] {
    let found = report.unexpected.filter { $0.shape == nil }.map(\.name)
    if let key = Self.keys.first(where: found.contains) {
      return [
        BindingAdvice(
          .wrapper,
          "the weights lie under the key '\(key)' of this dictionary: open it with --select \(key)")
      ]
    }
    guard report.matchedCount == 0, !checkpoint.alternatives.isEmpty else { return [] }
    return [
      BindingAdvice(
        .wrapper,
        "the file holds other weights, too: choose with --select "
          + checkpoint.alternatives.joined(separator: ", "))
    ]
  }
}
