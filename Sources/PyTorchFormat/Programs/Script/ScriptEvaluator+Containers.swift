import ATen
import Diagnostics
import ModelIR
import TorchScriptSource

extension ScriptEvaluator {
  /// The result of a function of lists, dictionaries, tuples or texts; nothing for any other.
  func containerFunction(
    _ name: String, _ operands: ScriptOperands, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue? {
    switch operands.positional.first {
    case .list(let list)?: return try listFunction(name, list, operands, id, frame)
    case .dictionary(let dictionary)?:
      return try dictionaryFunction(name, dictionary, operands, id, frame)
    case .tuple(let tuple)?:
      switch name {
      case "len", "__len__": return .integer(tuple.items.count)
      case "__getitem__":
        return try item(
          of: .tuple(tuple), at: operands[1, "idx"] ?? .nothing, id, frame)
      case "slice":
        return try slice(tuple.items, operands, id, frame).map { items throws(Diagnostic) in
          try self.tuple(items)
        }
      case "list": return try self.list(tuple.items)
      default: return nil
      }
    case .plain(.text(let text))?: return try textFunction(name, text, operands)
    case nil where name == "dict": return .dictionary(ScriptDictionary(level: changes.count))
    case nil where name == "list": return try list([])
    default: return nil
    }
  }

  // MARK: - Lists

  private func listFunction(
    _ name: String, _ list: ScriptList, _ operands: ScriptOperands, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue? {
    if let growth = list.growth {
      return try grownFunction(name, growth, operands, id, frame)
    }
    let values = operands.positional
    switch (name, values.count) {
    case ("append", 2):
      willChange(list, adding: [values[1]])
      list.items.append(values[1])
      return .list(list)
    case ("extend", 2), ("add_", 2):
      guard let items = values[1].items else {
        throw unsupported("a list is extended by \(values[1].kind)", id, frame)
      }
      try requireRoom(list.items.count + items.count, id, frame)
      willChange(list, adding: items)
      try context.countItems(items.count)
      list.items += items
      return .list(list)
    case ("insert", 3):
      guard let index = values[1].integer else {
        throw unsupported("an item is inserted where only the data says", id, frame)
      }
      willChange(list, adding: [values[2]])
      let place = index < 0 ? max(0, list.items.count + index) : min(index, list.items.count)
      list.items.insert(values[2], at: place)
      return .nothing
    case ("pop", _):
      let place = try place(
        of: operands[1, "idx"] ?? .integer(-1), in: list.items.count, id, frame)
      willChange(list)
      return list.items.remove(at: place)
    case ("clear", 1):
      willChange(list)
      list.items = []
      return .nothing
    case ("reverse", 1):
      willChange(list)
      list.items.reverse()
      return .nothing
    case ("sort", _), ("sorted", _):
      let integers = list.items.compactMap(\.integer)
      guard integers.count == list.items.count else {
        throw unsupported("a list of other things than known integers is sorted", id, frame)
      }
      let isReversed = operands[1, "reverse"]?.integer == 1
      let sorted = integers.sorted { isReversed ? $0 > $1 : $0 < $1 }.map(ScriptValue.integer)
      if name == "sorted" { return try self.list(sorted) }
      willChange(list)
      list.items = sorted
      return .nothing
    case ("_set_item", 3):
      try setItem(of: values[0], at: values[1], values[2], id, frame)
      return .list(list)
    case ("Delete", 2):
      try deleteItem(of: values[0], at: values[1], id, frame)
      return .nothing
    case ("len", 1): return .integer(list.items.count)
    case ("copy", 1), ("list", 1): return try self.list(list.items)
    case ("__getitem__", 2): return try item(of: values[0], at: values[1], id, frame)
    case ("slice", _):
      return try slice(list.items, operands, id, frame).map { items throws(Diagnostic) in
        try self.list(items)
      }
    case ("add", 2):
      guard let items = values[1].items else { return nil }
      try requireRoom(list.items.count + items.count, id, frame)
      return try self.list(list.items + items)
    case ("mul", 2):
      guard let count = values[1].integer else { return nil }
      let (total, overflow) = list.items.count.multipliedReportingOverflow(by: max(0, count))
      try requireRoom(overflow ? .max : total, id, frame)
      return try self.list((0..<max(0, count)).flatMap { _ in list.items })
    default: return nil
    }
  }

  private static var mostItems: Int { 1 << 20 }

  private func requireRoom(
    _ count: Int, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) {
    guard count <= Self.mostItems else {
      throw Diagnostic(
        .torchScriptOverSteps, "a list has more than \(Self.mostItems) items", at: place(id, frame))
    }
  }

  /// A part of a list: `list[start:end:step]`.
  private func slice(
    _ items: [ScriptValue], _ operands: ScriptOperands, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ScriptValue]? {
    func bound(_ index: Int, _ name: String, _ fallback: Int) throws(Diagnostic) -> Int {
      guard let value = operands[index, name], !value.isNone else { return fallback }
      guard let number = value.integer else {
        throw unsupported("a part of a list is taken that only the data says", id, frame)
      }
      return number
    }
    let step = try bound(3, "step", 1)
    guard step > 0 else {
      throw unsupported("a list is taken backwards", id, frame)
    }
    let count = items.count
    func place(_ number: Int) -> Int {
      min(max(number < 0 ? (number < -count ? 0 : number + count) : number, 0), count)
    }
    let start = place(try bound(1, "start", 0))
    let end = max(start, place(try bound(2, "end", count)))
    return stride(from: start, to: end, by: step).map { items[$0] }
  }

  /// What can be done with a list that a loop made.
  private func grownFunction(
    _ name: String, _ growth: ScriptGrowth, _ operands: ScriptOperands, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue? {
    let stacked = ScriptValue.plain(.tensor(growth.stacked))
    let axis = operands[1, "dim"]?.integer ?? 0
    let rank = try context.type(of: growth.stacked).rank
    func moved(to axis: Int) throws(Diagnostic) -> ScriptValue {
      axis == 0
        ? stacked
        : try callOperator(
          "aten", "movedim", ScriptOperands([stacked, .integer(0), .integer(axis)]), id, frame)
    }
    switch name {
    case "stack": return try moved(to: axis < 0 ? axis + rank : axis)
    case "cat", "concat":
      let place = axis < 0 ? axis + rank - 1 : axis
      let ends = ScriptOperands([
        try moved(to: place), .integer(place), .integer(place + 1),
      ])
      return try callOperator("aten", "flatten", ends, id, frame)
    case "len": return try callOperator("aten", "len", ScriptOperands([stacked]), id, frame)
    default: return nil
    }
  }

  // MARK: - Dictionaries

  private func dictionaryFunction(
    _ name: String, _ dictionary: ScriptDictionary, _ operands: ScriptOperands,
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue? {
    let values = operands.positional
    func key() throws(Diagnostic) -> ScriptKey {
      guard values.count > 1, let key = ScriptKey(values[1]) else {
        throw unsupported("a dictionary is asked for a key that is no plain value", id, frame)
      }
      return key
    }
    switch name {
    case "keys": return try list(dictionary.keys.map(\.value))
    case "values": return try list(dictionary.values)
    case "items":
      return try list(
        zip(dictionary.keys, dictionary.values).map { .tuple(ScriptTuple([$0.value, $1])) })
    case "len": return .integer(dictionary.keys.count)
    case "__contains__": return .boolean(dictionary[try key()] != nil)
    case "__getitem__": return try item(of: values[0], at: values[1], id, frame)
    case "get": return dictionary[try key()] ?? operands[2, "default_value"] ?? .nothing
    case "_set_item":
      guard values.count == 3 else { return nil }
      try setItem(of: values[0], at: values[1], values[2], id, frame)
      return .nothing
    case "setdefault":
      let key = try key()
      if let known = dictionary[key] { return known }
      guard values.count == 3 else { return nil }
      willChange(dictionary, adding: [values[2]])
      dictionary.set(key, values[2])
      return values[2]
    case "Delete":
      guard values.count == 2 else { return nil }
      try deleteItem(of: values[0], at: values[1], id, frame)
      return .nothing
    case "pop":
      let key = try key()
      willChange(dictionary)
      if let value = dictionary.remove(key) { return value }
      guard values.count == 3 else { throw raised("KeyError: \(key.text)", id, frame) }
      return values[2]
    case "update":
      guard values.count == 2, case .dictionary(let other) = values[1] else { return nil }
      willChange(dictionary, adding: other.values)
      try context.countItems(other.values.count)
      for (key, value) in zip(other.keys, other.values) { dictionary.set(key, value) }
      return .nothing
    case "clear":
      willChange(dictionary)
      dictionary.contents = ScriptContents()
      return .nothing
    case "copy", "dict":
      let copy = ScriptDictionary(level: changes.count)
      try context.countItems(dictionary.values.count)
      copy.contents = dictionary.contents
      return .dictionary(copy)
    default: return nil
    }
  }

  // MARK: - Texts

  private func textFunction(
    _ name: String, _ text: String, _ operands: ScriptOperands
  ) throws(Diagnostic) -> ScriptValue? {
    let other = operands[1, "substr"]?.text ?? operands[1, "prefix"]?.text
    switch (name, other) {
    case ("lower", _):
      try context.countItems(text.utf8.count)
      return .text(text.lowercased())
    case ("upper", _):
      try context.countItems(text.utf8.count)
      return .text(text.uppercased())
    case ("startswith", let other?): return .boolean(text.hasPrefix(other))
    case ("endswith", let other?): return .boolean(text.hasSuffix(other))
    case ("split", let other?) where !other.isEmpty && operands.positional.count == 2:
      let parts = text.split(separator: other, omittingEmptySubsequences: false)
      return try list(parts.map { .text(String($0)) })
    case ("join", _):
      guard operands.positional.count == 2, let items = operands.positional[1].items else {
        return nil
      }
      let texts = items.compactMap(\.text)
      try context.countItems(
        texts.reduce(text.utf8.count * texts.count) { $0 + $1.utf8.count })
      return texts.count == items.count ? .text(texts.joined(separator: text)) : nil
    case ("int", _): return Int(text).map(ScriptValue.integer)
    case ("float", _): return Double(text).map { .plain(.number($0)) }
    default: return nil
    }
  }
}
