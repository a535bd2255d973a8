import ByteIO
import Checkpoints
import ModelIR
import Pickle

/// Reduces what is stored beside weights to typed values.
struct TorchHyperparameters {
  private static let deepest = 16
  /// So many values are kept; a checkpoint that carries its training data has more.
  private static let mostValues = 20_000
  private static let mostEntries = 2000
  private static let longestText = 1 << 16

  private var count = 0

  /// Entries whose own entries count as settings too: Lightning's and those of training scripts.
  static let groups: [String] = [
    "hyper_parameters", "hyperparameters", "hparams", "args", "config", "cfg", "model_args",
    "model_config", "model_kwargs", "model_params", "kwargs", "opt", "params",
  ]

  /// The value as a setting; nothing for what is none: large tensors, functions.
  mutating func value(_ node: TorchNode, depth: Int = 0) -> HyperparameterValue? {
    guard depth < Self.deepest, count < Self.mostValues else { return nil }
    count += 1
    switch try? node.value() {
    case nil, .bytes, .composite, .storage, .file, .note, .longInteger, .complex: return nil
    case .some(.none): return HyperparameterValue.none
    case .boolean(let truth): return .boolean(truth)
    case .integer(let integer): return .integer(integer)
    case .number(let number): return .number(number)
    case .text(let text): return text.utf8.count <= Self.longestText ? .text(text) : nil
    case .name(let name): return .text(name)
    case .global(let name): return .text(name.description)
    case .tensor(let tensor): return number(tensor)
    case .sequence(let sequence):
      var items: [HyperparameterValue] = []
      for item in sequence.items {
        guard let value = value(item, depth: depth + 1) else { return nil }
        items.append(value)
      }
      return .list(items)
    case .mapping(let mapping):
      return .mapping(entries(mapping.entries.map { ($0.key.keyText, $0.value) }, depth: depth))
    case .object(let object):
      if object.isModule { return nil }
      if object.attributes.isEmpty {
        // A member of an enumeration, by its value.
        guard object.arguments.count == 1 else { return .text(object.className.name) }
        return value(object.arguments[0], depth: depth + 1)
      }
      return .mapping(entries(object.attributes.map { ($0.name, $0.value) }, depth: depth))
    }
  }

  /// The settings among named values.
  mutating func entries(
    _ pairs: [(name: String, node: TorchNode)], depth: Int = 0
  ) -> Hyperparameters {
    var entries: [Hyperparameters.Entry] = []
    var names: Set<ExactName> = []
    for (name, node) in pairs.prefix(Self.mostEntries)
    where names.insert(ExactName(name)).inserted {
      if let value = value(node, depth: depth + 1) {
        entries.append(Hyperparameters.Entry(name: name, value: value))
      }
    }
    return Hyperparameters(entries)
  }

  private func number(_ tensor: TorchTensor) -> HyperparameterValue? {
    guard tensor.weight.elementCount == 1 else { return nil }
    switch try? TorchNumber.value(of: tensor.weight) {
    case .boolean(let truth): return .boolean(truth)
    case .integer(let integer): return .integer(integer)
    case .number(let number): return .number(number)
    default: return nil
    }
  }
}
