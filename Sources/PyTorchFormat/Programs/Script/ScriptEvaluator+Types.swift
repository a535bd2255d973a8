import ATen
import Diagnostics
import ModelIR
import TorchScriptSource

extension ScriptEvaluator {
  /// Whether a value is of a type, or of one of several.
  func isInstance(
    _ value: ScriptValue, of type: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    if value.isFailed { return value }
    if case .undetermined(let reason) = value { throw unsupported(reason, type, frame) }
    return .boolean(try nested(frame) { () throws(Diagnostic) in try matches(value, type, frame) })
  }

  private func matches(
    _ value: ScriptValue, _ type: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> Bool {
    switch frame.file[type] {
    case .list(let types), .tuple(let types):
      for type in frame.file[types] {
        if try matches(value, type, frame) { return true }
      }
      return false
    case .none: return value.isNone
    case .name(let name): return Self.matches(value, code.symbols[name])
    case .subscription(let base, let index):
      guard case .name(let name) = frame.file[base] else { return false }
      return try matches(value, generic: code.symbols[name], index, frame)
    case .attribute:
      let name = (frame.file.dottedName(type) ?? []).map { code.symbols[$0] }
      return Self.className(of: value) == name.joined(separator: ".")
    default: return false
    }
  }

  private func matches(
    _ value: ScriptValue, generic name: String, _ index: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> Bool {
    var arguments = [index]
    if case .tuple(let items) = frame.file[index] { arguments = Array(frame.file[items]) }
    switch (name, value) {
    case ("Optional", _):
      if value.isNone { return true }
      return try matches(value, index, frame)
    case ("Union", _):
      for argument in arguments {
        if try matches(value, argument, frame) { return true }
      }
      return false
    case ("List", .list(let list)):
      for item in list.items {
        guard try matches(item, index, frame) else { return false }
      }
      return true
    case ("Dict", .dictionary(let dictionary)):
      guard arguments.count == 2 else { return true }
      for item in dictionary.values {
        guard try matches(item, arguments[1], frame) else { return false }
      }
      return true
    case ("Tuple", .tuple(let tuple)):
      guard tuple.items.count == arguments.count else { return false }
      for (item, argument) in zip(tuple.items, arguments) {
        guard try matches(item, argument, frame) else { return false }
      }
      return true
    default: return false
    }
  }

  private static func className(of value: ScriptValue) -> String? {
    switch value {
    case .object(let object): object.className
    case .tuple(let tuple): tuple.type?.name
    default: nil
    }
  }

  private static func matches(_ value: ScriptValue, _ name: String) -> Bool {
    switch (name, value) {
    case ("Any", _): return true
    case ("Tensor", _): return value.isTensor
    case ("NoneType", _): return value.isNone
    case ("number", _):
      return matches(value, "int") || matches(value, "float") || matches(value, "complex")
    case ("int", .plain(.integer)), ("int", .plain(.size)), ("int", .plain(.elementType)),
      ("float", .plain(.number)), ("float", .plain(.quotient)), ("bool", .plain(.boolean)),
      ("str", .plain(.text)), ("Device", .plain(.text)), ("complex", .plain(.complex)),
      ("list", .list), ("dict", .dictionary), ("tuple", .tuple):
      return true
    default: return false
    }
  }

  // MARK: - Truth

  /// Whether a condition holds.
  enum Truth {
    case known(Bool)
    /// It is known when the model runs.
    case runtime(ValueID)
    /// It could not be converted.
    case failed
  }

  /// Whether a value counts as true.
  func truth(
    of value: ScriptValue, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> Truth {
    switch value {
    case .plain(.boolean(let flag)): return .known(flag)
    case .plain(.failed): return .failed
    case .undetermined(let reason):
      if probe != nil { return .known(false) }
      throw unsupported("a condition depends on a value that is not known: \(reason)", id, frame)
    case .list(let list) where list.growth == nil: return .known(!list.items.isEmpty)
    case .dictionary(let dictionary): return .known(!dictionary.keys.isEmpty)
    case .plain, .stored:
      let result = try callOperator("aten", "bool", ScriptOperands([value]), id, frame)
      switch result {
      case .plain(.boolean(let flag)): return .known(flag)
      case .plain(.tensor(let tensor)): return .runtime(try context.value(of: tensor))
      case .plain(.failed): return .failed
      default: break
      }
    default: break
    }
    throw unsupported("\(value.kind) is a condition", id, frame)
  }

  /// A value as a message shows it.
  func description(of value: ScriptValue) -> String {
    switch value {
    case .plain(.text(let text)): text
    case .plain(.none): "None"
    case .plain(.boolean(let flag)): flag ? "True" : "False"
    case .plain(.integer(let integer)): "\(integer)"
    case .plain(.number(let number)): "\(number)"
    case .plain(.size(let size)): "\(size)"
    case .list(let list) where list.items.count <= 8:
      "[\(list.items.map { $0.text ?? $0.integer.map { String($0) } ?? $0.kind }.joined(separator: ", "))]"
    default: value.kind
    }
  }
}
