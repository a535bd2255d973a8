/// Advice about weights that are stored in parts: normalised, pruned, quantised, or as adapters.
struct ParametrisationAdvice {
  let report: BindingReport

  private static let marks: [(ending: String, text: String)] = [
    (
      "weight_g", "weight normalisation (weight_g, weight_v): call remove_weight_norm before saving"
    ),
    (
      "parametrizations.weight.original0",
      "a parametrisation of torch.nn.utils.parametrizations: call remove_parametrizations before "
        + "saving"
    ),
    (
      "parametrizations.weight.original",
      "a parametrisation of torch.nn.utils.parametrizations: call remove_parametrizations before "
        + "saving"
    ),
    ("weight_u", "spectral normalisation (weight_orig, weight_u): call remove_spectral_norm"),
    ("weight_mask", "pruning (weight_orig, weight_mask): call torch.nn.utils.prune.remove"),
    (
      "lora_A.weight",
      "low-rank adapters (lora_A, lora_B): merge them into the base model with merge_and_unload"
    ),
    (
      "_packed_params._packed_params",
      "quantised layers with packed parameters: save the model before it is quantised"
    ),
    (
      "weight_scale",
      "quantised weights with separate scales: save the model before it is quantised"
    ),
  ]

  func advice() -> [BindingAdvice] {
    guard !report.missing.isEmpty else { return [] }
    let names = report.unexpected.map(\.name)
    guard
      let mark = Self.marks.first(where: { mark in
        names.contains { $0 == mark.ending || $0.hasSuffix(".\(mark.ending)") }
      })
    else { return [] }
    let count = names.count { $0 == mark.ending || $0.hasSuffix(".\(mark.ending)") }
    return [BindingAdvice(.parametrisation, "\(count) weights are stored through \(mark.text)")]
  }
}
