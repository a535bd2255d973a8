import ATen
import ByteIO
import Diagnostics
import ModelIR
import Pickle
import TorchScriptSource

/// The objects and tensors of a TorchScript archive as values of the program.
final class ScriptData {
  private let code: ScriptCode
  private var known: [TorchNode: ScriptValue] = [:]
  private var tensors: [Weight: ScriptTensor] = [:]
  private var order: [ScriptTensor] = []
  private var constants: [ScriptSymbol: ScriptValue] = [:]
  private let constantNodes: [TorchNode]

  /// Values nested deeper are refused.
  private static let depthLimit = 128

  /// Takes the code and the tuple of constants.
  init(code: ScriptCode, constants: TorchNode? = nil) throws(Diagnostic) {
    self.code = code
    if let constants, case .sequence(let sequence) = try constants.value() {
      constantNodes = sequence.items
    } else {
      constantNodes = []
    }
  }

  deinit {
    // Objects of the file may be parts of each other.
    for case .object(let object) in known.values { object.contents = ScriptContents() }
  }

  /// A constant by its name: `c3`.
  func constant(_ name: ScriptSymbol) throws(Diagnostic) -> ScriptValue? {
    if let known = constants[name] { return known }
    let text = code.symbols[name]
    guard text.hasPrefix("c"), let index = Int(text.dropFirst()),
      constantNodes.indices.contains(index)
    else { return nil }
    let value = try value(constantNodes[index], path: "constants.\(text)")
    constants[name] = value
    return value
  }

  /// A value of the file under its path.
  func value(_ node: TorchNode, path: String) throws(Diagnostic) -> ScriptValue {
    try value(node, path: path, depth: 0)
  }

  /// A tensor of the file; one that is the same has the name that was seen first.
  func tensor(
    _ weight: Weight, named name: String, quantization: TorchQuantization? = nil
  ) -> ScriptValue {
    if let known = tensors[weight] { return .stored(known) }
    let tensor = ScriptTensor(weight, named: name, quantization: quantization)
    tensors[weight] = tensor
    order.append(tensor)
    return .stored(tensor)
  }

  /// Lets every tensor that was seen be part of the graph, before others are built inside of it.
  func prepareTensors(in context: ATenContext) throws(Diagnostic) {
    for tensor in order { _ = try tensor.tensor(in: context) }
  }

  private func value(
    _ node: TorchNode, path: String, depth: Int
  ) throws(Diagnostic) -> ScriptValue {
    if let known = known[node] { return known }
    guard depth < Self.depthLimit else {
      throw Diagnostic(
        .torchScriptMalformed, "the values of '\(path)' are nested more than \(depth) deep")
    }
    let made = try make(node, path: path, depth: depth)
    switch made {
    case .plain: break
    default: known[node] = made
    }
    return made
  }

  private func make(
    _ node: TorchNode, path: String, depth: Int
  ) throws(Diagnostic) -> ScriptValue {
    switch try node.value() {
    case .none: return .nothing
    case .boolean(let flag): return .boolean(flag)
    case .integer(let integer): return .integer(integer)
    case .number(let number): return .plain(.number(number))
    case .complex(let real, let imaginary):
      return .plain(.complex(real: real, imaginary: imaginary))
    case .text(let text): return .text(text)
    case .name(let name): return Self.named(name)
    case .tensor(let tensor):
      if tensor.elementType.isQuantized {
        let integers = [ElementType.int8, .uint8].contains(tensor.weight.elementType)
        guard let quantization = tensor.quantization, integers else {
          return .undetermined("the tensor '\(path)' is quantised in a way that is not converted")
        }
        return self.tensor(tensor.weight, named: path, quantization: quantization)
      }
      guard tensor.elementType.elementType != nil else {
        return .undetermined("the tensor '\(path)' is of a type that is not converted")
      }
      return self.tensor(tensor.weight, named: path)
    case .sequence(let sequence):
      var items: [ScriptValue] = []
      for (index, item) in sequence.items.enumerated() {
        items.append(try value(item, path: Self.join(path, String(index)), depth: depth + 1))
      }
      if sequence.className == "tuple" { return .tuple(ScriptTuple(items)) }
      return .list(ScriptList(items, level: 0))
    case .mapping(let mapping):
      let dictionary = ScriptDictionary(level: 0)
      for entry in mapping.entries {
        let item = try value(
          entry.value, path: Self.join(path, entry.key.keyText), depth: depth + 1)
        guard let key = ScriptKey(try value(entry.key, path: path, depth: depth + 1)) else {
          return .undetermined("'\(path)' is a dictionary with keys that are no plain values")
        }
        dictionary.set(key, item)
      }
      return .dictionary(dictionary)
    case .object(let object): return try make(object, path: path, depth: depth)
    case .global(let name):
      return try code.scriptClass(named: name.description).map(ScriptValue.type)
        ?? .undetermined("'\(path)' is \(name)")
    default: return .undetermined("'\(path)' is of a kind that programs have no values for")
    }
  }

  private func make(
    _ object: TorchObject, path: String, depth: Int
  ) throws(Diagnostic) -> ScriptValue {
    let name = object.className.description
    let type = try code.scriptClass(named: name)
    switch type?.base {
    case "NamedTuple"?:
      guard let type else { break }
      var items: [ScriptValue] = []
      for argument in object.arguments {
        items.append(try value(argument, path: path, depth: depth + 1))
      }
      let names = type.declaration.attributes.map { code.symbols[$0.name] }
      return .tuple(ScriptTuple(items, type: type, names: names))
    case "Enum"?:
      guard let value = object.arguments.first else { break }
      return try self.value(value, path: path, depth: depth + 1)
    default: break
    }
    var stored: [ScriptSymbol: TorchNode] = [:]
    for attribute in object.attributes { stored[code.symbol(attribute.name)] = attribute.value }
    let made = ScriptObject(
      className: name, type: type, path: path, level: 0, isPartOfModel: true, stored: stored)
    if let state = object.otherState { made.state = state }
    return .object(made)
  }

  /// A value that has a name: an element type, a device.
  private static func named(_ name: String) -> ScriptValue {
    if name.hasPrefix("torch."),
      let type = TorchElementType(globalName: String(name.dropFirst(6)))?.elementType
    {
      return .plain(.elementType(type))
    }
    return .text(name)
  }

  /// A path with one more step.
  static func join(_ path: String, _ step: String) -> String {
    path.isEmpty ? step : "\(path).\(step)"
  }
}
