import Pickle

/// Tells mappings of weights from others.
enum StateDictionary {
  /// Whether a value is a mapping whose values are mostly tensors, by text keys.
  static func isOne(_ value: TorchValue) -> Bool {
    guard case .mapping(let mapping) = value, !mapping.entries.isEmpty else { return false }
    var tensors = 0
    for entry in mapping.entries {
      switch entry.key.pickle {
      case .text, .byteString: break
      default: continue
      }
      if entry.value.isTensor { tensors += 1 }
      if tensors > 0 && 2 * tensors >= mapping.entries.count { return true }
    }
    return false
  }

  /// Whether a value is a list of pairs of a name and a tensor, as `list(state_dict.items())` is.
  static func isListOfPairs(_ value: TorchValue) -> Bool { !(pairs(value)?.isEmpty ?? true) }

  /// The names and tensors of a list of pairs.
  static func pairs(_ value: TorchValue) -> [(name: String, tensor: TorchNode)]? {
    guard case .sequence(let sequence) = value else { return nil }
    var pairs: [(name: String, tensor: TorchNode)] = []
    for item in sequence.items {
      guard let parts = item.document.pickle.items(item.pickle), parts.count == 2 else {
        return nil
      }
      let key = item.document.node(parts[0])
      let tensor = item.document.node(parts[1])
      switch key.pickle {
      case .text, .byteString: break
      default: return nil
      }
      guard tensor.isTensor else { return nil }
      pairs.append((key.keyText, tensor))
    }
    return pairs
  }

  /// Keys under which weights usually stand, the likeliest first.
  private static let usualKeys = [
    "state_dict", "model_state_dict", "model_state", "model", "net", "module", "network", "netG",
    "generator", "g", "params_ema", "params", "weights", "encoder", "backbone", "student",
  ]

  /// Keys under which averages of weights stand, which are taken only where they are asked for.
  private static let averageKeys = [
    "ema", "state_dict_ema", "model_ema", "ema_state_dict", "ema_model", "shadow", "teacher",
  ]

  /// Keys under which tensors are that are no weights.
  private static let otherKeys: Set<String> = [
    "optimizer", "optimizer_state_dict", "optimizer_states", "optim", "optimizers", "lr_scheduler",
    "lr_schedulers", "scheduler", "scheduler_state_dict", "scaler", "amp", "amp_scaler", "rng",
    "rng_state", "rng_states", "random_states", "callbacks", "loops", "message_hub",
    "last_optimizer_state", "optimizer_history", "param_shapes", "buffer_names", "np_rng_state",
    "torch_rng_state", "cuda_rng_state", "extra_state", "task_state",
  ]

  /// How likely a key's value is to be the weights: the lower, the likelier.
  static func rank(ofKey key: String) -> Int {
    if let position = usualKeys.firstIndex(of: key) { return position }
    if averageKeys.contains(key) { return usualKeys.count + 1 }
    return usualKeys.count
  }

  /// Whether a key's value is known not to be weights.
  static func isOther(key: String) -> Bool { otherKeys.contains(key) }

  /// Whether what stands under a key are usually weights, even in several mappings.
  static func isUsual(key: String) -> Bool {
    usualKeys.contains(key) || averageKeys.contains(key)
  }
}
