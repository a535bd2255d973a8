import ATen
import Diagnostics
import ModelIR

extension ScriptEvaluator {
  /// The state of an object that holds weights packed for quantised operators, as these take it: weight,
  /// bias, and of a convolution how the kernel moves; nothing for another object.
  func packedWeights(_ object: ScriptObject) throws(Diagnostic) -> ScriptValue? {
    let prefix = "__torch__.torch.classes.quantized."
    guard object.className.hasPrefix(prefix), let state = object.state else { return nil }
    guard let items = try data.value(state, path: object.path).items else { return nil }
    if object.className.hasPrefix("\(prefix)Linear") {
      return items.count >= 2 ? .tuple(ScriptTuple(Array(items.prefix(2)))) : nil
    }
    guard object.className.hasPrefix("\(prefix)Conv"), items.count == 3,
      let second = items[1].items, let third = items[2].items
    else { return nil }
    // Version 2: a tensor of settings and the weight, then the bias; version 3: a list of settings, then
    // nothing, the weight and the bias.
    let tensors: [ScriptValue]
    let settings: [Int]
    if items[0].integer == 3 {
      guard third.count == 3 else { return nil }
      settings = second.compactMap(\.integer)
      tensors = Array(third.dropFirst())
    } else {
      guard second.count == 2, third.count == 1, case .stored(let stored) = second[0] else {
        return nil
      }
      settings = try stored.weight.doubles(limit: 1 << 16).compactMap { Int(exactly: $0) }
      tensors = [second[1], third[0]]
    }
    return Self.convolution(tensors, settings)
  }

  /// The number of axes, then strides, paddings, dilations and output paddings, groups, and whether it is
  /// transposed.
  private static func convolution(_ tensors: [ScriptValue], _ settings: [Int]) -> ScriptValue? {
    guard let count = settings.first, (1...3).contains(count), settings.count == 4 * count + 3
    else { return nil }
    let lists = (0..<4).map { index in
      ScriptValue.list(
        ScriptList(
          settings[1 + index * count..<1 + (index + 1) * count].map(ScriptValue.integer), level: 0))
    }
    return .tuple(
      ScriptTuple(
        tensors + lists + [
          .integer(settings[4 * count + 1]), .boolean(settings[4 * count + 2] != 0),
        ]))
  }

  /// Gives an object the attributes that its class makes of the state that stands in their place.
  ///
  /// - Returns: whether there was such a state.
  func restore(_ object: ScriptObject) throws(Diagnostic) -> Bool {
    guard let state = object.state, let type = object.type,
      let method = type.methods[names.setState]
    else { return false }
    object.state = nil
    // The attributes are there in every branch, wherever they are asked for first.
    let open = changes
    changes = []
    defer { changes = open }
    let value = try data.value(state, path: object.path)
    _ = try call(
      ScriptFunctionReference(type.file, method), receiver: object,
      ScriptCallArguments(positional: [value]))
    return true
  }
}
