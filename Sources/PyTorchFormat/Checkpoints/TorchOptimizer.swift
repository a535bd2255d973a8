import Pickle

/// The state of an optimizer, recognised by the settings and the state that each kind keeps.
struct TorchOptimizer: Sendable {
  /// The optimizer: `Adam`.
  let name: String
  /// How many parameters it trains.
  let parameterCount: Int
  /// The learning rates of its groups, without repetition.
  let learningRates: [Double]

  /// Recognises `{'state': …, 'param_groups': […]}`.
  init?(_ value: TorchValue) {
    // PyTorch's own have two entries, those of wrappers a few more.
    guard case .mapping(let mapping) = value, mapping.entries.count <= 64,
      let state = mapping["state"],
      let groups = mapping["param_groups"],
      case .sequence(let list)? = try? groups.value()
    else { return nil }
    var settings: [TorchMapping] = []
    for item in list.items {
      guard case .mapping(let group)? = try? item.value() else { return nil }
      settings.append(group)
    }
    var parameterCount = 0
    var rates: [Double] = []
    for group in settings {
      if case .sequence(let parameters)? = try? group["params"]?.value() {
        parameterCount += parameters.items.count
      }
      if let rate = group["lr"]?.number, !rates.contains(rate) { rates.append(rate) }
    }
    self.parameterCount = parameterCount
    learningRates = rates
    var firstState: TorchMapping?
    if case .mapping(let states)? = try? state.value() {
      for entry in states.entries {
        guard case .mapping(let found)? = try? entry.value.value() else { continue }
        firstState = found
        break
      }
    }
    name = Self.name(settings.first, firstState)
  }

  /// One line: `Adam, 12 parameters, lr 0.001`.
  var text: String {
    var parts = [name, parameterCount == 1 ? "1 parameter" : "\(parameterCount) parameters"]
    if !learningRates.isEmpty {
      parts.append("lr \(learningRates.prefix(8).map { "\($0)" }.joined(separator: ", "))")
    }
    return parts.joined(separator: ", ")
  }

  /// The optimizer that keeps such settings and such a state for a parameter.
  private static func name(_ group: TorchMapping?, _ state: TorchMapping?) -> String {
    func has(_ names: String...) -> Bool { names.allSatisfy { group?[$0] != nil } }
    func keeps(_ name: String) -> Bool { state?[name] != nil }
    if has("ns_coefficients") { return "Muon" }
    if has("line_search_fn") { return "LBFGS" }
    if has("beta2_decay") || keeps("row_var") || keeps("exp_avg_sq_row") { return "Adafactor" }
    if has("etas") { return "Rprop" }
    if has("lambd", "t0") { return "ASGD" }
    if has("rho") { return "Adadelta" }
    if has("lr_decay") { return "Adagrad" }
    if has("alpha", "centered") { return "RMSprop" }
    if has("momentum_decay") || keeps("mu_product") { return "NAdam" }
    if has("betas", "amsgrad") {
      guard let decoupled = group?["decoupled_weight_decay"]?.pickle.boolean else {
        return "Adam or AdamW"
      }
      return decoupled ? "AdamW" : "Adam"
    }
    if has("betas") {
      if keeps("exp_inf") { return "Adamax" }
      if keeps("exp_avg_sq") { return "RAdam" }
      if keeps("exp_avg") { return "Lion" }
      return "an optimizer with betas"
    }
    if has("momentum", "dampening") { return "SGD" }
    return "an optimizer"
  }
}

extension TorchNode {
  /// The number that a plain value or a tensor of one element is.
  var number: Double? {
    if let number = pickle.number { return number }
    guard isTensor, case .tensor(let tensor)? = try? value() else { return nil }
    switch try? TorchNumber.value(of: tensor.weight) {
    case .number(let number): return number
    case .integer(let integer): return Double(integer)
    default: return nil
    }
  }
}
