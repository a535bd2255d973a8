import Checkpoints
import Diagnostics

extension LayerSettings {
  /// The settings of a child that the layer brings.
  func child(_ name: String, kind: String, given: Hyperparameters) -> LayerSettings {
    LayerSettings(
      kind: kind, path: path.isEmpty ? name : "\(path).\(name)", given: given, stored: stored,
      refusesUnknown: refusesUnknown)
  }

  /// What is given for a setting of a child: children of a pickled layer are mappings under their
  /// names, `self_attn: {num_heads: 8}`.
  func attribute(_ path: [String]) -> HyperparameterValue? {
    var value = HyperparameterValue.mapping(given)
    for name in path {
      guard case .mapping(let settings) = value, let next = settings[name] else { return nil }
      value = next
    }
    return value
  }
}
