import ATen
import Diagnostics
import ModelIR
import TorchScriptSource

extension ScriptEvaluator {
  /// The result of a call.
  func call(
    _ callee: ScriptExpressionID, _ arguments: ScriptArguments, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    if let parts = frame.file.dottedName(callee), let first = parts.first,
      frame.variables[first] == nil
    {
      if parts.count == 1 { return try builtin(first, arguments, id, frame) }
      if first == names.torch, parts.count == 2 {
        return try callOperator(
          "aten", code.symbols[parts[1]], try operands(arguments, frame), id, frame)
      }
      if first == names.ops, parts.count == 3 {
        return try callOperator(
          code.symbols[parts[1]], code.symbols[parts[2]], try operands(arguments, frame), id, frame)
      }
      if first == names.root, parts.last == names.new {
        return try newObject(parts.dropLast(), id, frame)
      }
      if first == names.root {
        return try call(try evaluate(callee, frame), arguments, id, frame)
      }
    }
    if case .attribute(let base, let name) = frame.file[callee] {
      let receiver = try evaluate(base, frame)
      return try callMethod(name, of: receiver, arguments, id, frame)
    }
    return try call(try evaluate(callee, frame), arguments, id, frame)
  }

  /// Calls a function or makes an instance of a class.
  private func call(
    _ callee: ScriptValue, _ arguments: ScriptArguments, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    switch callee {
    case .function(let function):
      return try call(function, try callArguments(arguments, frame))
    case .type(let type):
      let given = try callArguments(arguments, frame)
      if type.base == "NamedTuple" {
        willHold(given.positional)
        let names = type.declaration.attributes.map { code.symbols[$0.name] }
        return .tuple(ScriptTuple(given.positional, type: type, names: names))
      }
      if type.base == "Enum", given.positional.count == 1 { return given.positional[0] }
      let object = ScriptObject(
        className: type.name, type: type, path: context.path, level: changes.count)
      if let method = type.methods[names.initialise] {
        _ = try call(ScriptFunctionReference(type.file, method), receiver: object, given)
      }
      return .object(object)
    case .plain(.failed): return callee
    default: throw malformed("\(callee.kind) is called", id, frame)
    }
  }

  private func newObject(
    _ parts: ArraySlice<ScriptSymbol>, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    let name = parts.map { code.symbols[$0] }.joined(separator: ".")
    guard let type = try code.scriptClass(named: name) else {
      throw malformed("the archive has no code for '\(name)'", id, frame)
    }
    return .object(
      ScriptObject(className: name, type: type, path: context.path, level: changes.count))
  }

  private func callMethod(
    _ name: ScriptSymbol, of receiver: ScriptValue, _ arguments: ScriptArguments,
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    switch receiver {
    case .object(let object):
      let given = try callArguments(arguments, frame)
      guard let method = method(name, of: object) else {
        if name == names.initialise { return .nothing }
        if let attribute = try attribute(name, of: object), case .function(let function) = attribute
        {
          return try call(function, given)
        }
        throw Diagnostic(
          .torchScriptUnsupported,
          "the class \(object.className) is not part of the archive's code, its method "
            + "'\(code.symbols[name])' is called", at: place(id, frame))
      }
      return try call(method, receiver: object, given)
    case .type, .function, .uninitialized, .undetermined:
      throw unsupported("a method of \(receiver.kind) is called", id, frame)
    default:
      var operands = try operands(arguments, frame)
      operands.positional.insert(receiver, at: 0)
      return try callOperator("aten", code.symbols[name], operands, id, frame)
    }
  }

  /// A method of an object.
  func method(_ name: ScriptSymbol, of object: ScriptObject) -> ScriptFunctionReference? {
    if let type = object.type, let method = type.methods[name] {
      return ScriptFunctionReference(type.file, method)
    }
    if let file = object.methods, let function = file.function(named: name) {
      return ScriptFunctionReference(file, function)
    }
    return nil
  }

  // MARK: - Arguments

  private func callArguments(
    _ arguments: ScriptArguments, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptCallArguments {
    var result = ScriptCallArguments()
    for argument in frame.file[arguments] {
      if let name = argument.name {
        result.named.append((name, try evaluate(argument.value, frame)))
      } else {
        result.positional += try positional(argument.value, frame)
      }
    }
    return result
  }

  private func operands(
    _ arguments: ScriptArguments, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptOperands {
    var result = ScriptOperands([])
    result.positional.reserveCapacity(arguments.count)
    for argument in frame.file[arguments] {
      if let name = argument.name {
        result.named.append((code.symbols[name], try evaluate(argument.value, frame)))
      } else {
        result.positional += try positional(argument.value, frame)
      }
    }
    return result
  }

  private func positional(
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ScriptValue] {
    guard case .starred(let inner) = frame.file[id] else { return [try evaluate(id, frame)] }
    guard let items = try evaluate(inner, frame).items else {
      throw unsupported("arguments are taken from what is no list", id, frame)
    }
    return items
  }

  // MARK: - Python's own functions

  private func builtin(
    _ name: ScriptSymbol, _ arguments: ScriptArguments, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    let given = frame.file[arguments]
    func argument(_ index: Int) throws(Diagnostic) -> ScriptExpressionID {
      guard given.count > index else {
        throw malformed("'\(code.symbols[name])' is called with too few arguments", id, frame)
      }
      return given[given.startIndex + index].value
    }
    switch code.symbols[name] {
    case "annotate", "unchecked_cast":
      let value = try evaluate(try argument(1), frame)
      // A tensor that stands for a number without a word where one is expected.
      if value.isTensor, case .name(let type) = frame.file[try argument(0)],
        ["int", "float"].contains(code.symbols[type])
      {
        return try callOperator(
          "aten", code.symbols[type], ScriptOperands([value]), id, frame)
      }
      return value
    case "uninitialized": return .uninitialized
    case "isinstance":
      let value = try evaluate(try argument(0), frame)
      return try isInstance(value, of: try argument(1), frame)
    case "getattr", "hasattr":
      let object = try evaluate(try argument(0), frame)
      guard let text = try evaluate(try argument(1), frame).text else {
        throw unsupported("an attribute's name is computed", id, frame)
      }
      if code.symbols[name] == "hasattr", case .object(let object) = object {
        return .boolean(try attribute(code.symbol(text), of: object) != nil)
      }
      return try attribute(code.symbol(text), of: object, id, frame)
    case "fork", "awaitable":
      let callee = try evaluate(try argument(0), frame)
      guard case .function(let function) = callee else {
        throw unsupported("\(callee.kind) is forked", id, frame)
      }
      var rest = try callArguments(arguments, frame)
      rest.positional.removeFirst()
      return try call(function, rest)
    case "print": return .nothing
    case "int", "float", "bool", "str", "complex", "len", "list", "dict", "abs", "min", "max",
      "round", "sorted", "sum", "ord", "chr", "divmod", "pow":
      return try callOperator(
        "aten", code.symbols[name], try operands(arguments, frame), id, frame)
    case let text:
      throw malformed("the code calls '\(text)', which is no function", id, frame)
    }
  }
}

/// The arguments of an operator.
struct ScriptOperands {
  /// Those by position.
  var positional: [ScriptValue]
  /// Those by name.
  var named: [(name: String, value: ScriptValue)] = []

  /// Takes arguments by position.
  init(_ positional: [ScriptValue]) { self.positional = positional }

  /// An argument by position, or by name where it is not given so.
  subscript(index: Int, name: String) -> ScriptValue? {
    positional.indices.contains(index)
      ? positional[index] : named.first { $0.name == name }?.value
  }
}
