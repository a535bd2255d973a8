import Checkpoints
import Pickle

extension TorchModuleReader {
  /// Attributes that every module has and that are no settings.
  private static let ownAttributes: Set<String> = [
    "training", "dump_patches", "call_super_init",
  ]

  /// The settings that the attributes tell, and those of the children by their names.
  ///
  /// - Parameter depth: how many levels of children are told.
  func settings(depth: Int = 4) -> Hyperparameters {
    var reader = TorchHyperparameters()
    var settings = reader.entries(
      object.attributes.filter { attribute in
        !attribute.name.hasPrefix("_") && !Self.ownAttributes.contains(attribute.name)
      }.map { ($0.name, $0.value) })
    // A bias is a parameter, which is `None` in a layer without one.
    if settings["bias"] == nil, let hasBias = hasParameter("bias") ?? hasParameter("in_proj_bias") {
      settings["bias"] = .boolean(hasBias)
    }
    if let hasKeyBias = hasParameter("bias_k") { settings["add_bias_kv"] = .boolean(hasKeyBias) }
    if let activation = object["activation"], case .global(let name)? = try? activation.value() {
      settings["activation"] = .text(name.name)
    }
    guard depth > 0 else { return settings }
    for (name, module) in children {
      if let module { settings[name] = .mapping(module.settings(depth: depth - 1)) }
    }
    return settings
  }
}
