import ATen
import Diagnostics
import ModelIR
import TorchScriptSource

extension ScriptEvaluator {
  /// The value of an expression.
  func evaluate(
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    switch frame.file[id] {
    case .name(let name):
      if let value = frame.variables[name] { return value }
      return try global(name, id, frame)
    case .integer(let integer): return .integer(integer)
    case .float(let number): return .plain(.number(number))
    case .imaginary(let number): return .plain(.complex(real: 0, imaginary: number))
    case .string(let text): return .text(code.symbols[text])
    case .boolean(let flag): return .boolean(flag)
    case .none, .omitted: return .nothing
    default:
      return try nested(frame) { () throws(Diagnostic) in try evaluateParts(id, frame) }
    }
  }

  private func evaluateParts(
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    let file = frame.file
    switch file[id] {
    case .attribute(let base, let name):
      if let value = try qualified(id, frame) { return value }
      return try attribute(name, of: try evaluate(base, frame), id, frame)
    case .call(let callee, let arguments): return try call(callee, arguments, id, frame)
    case .subscription(let base, let index):
      return try part(base, index, id, frame)
    case .list(let items): return try list(try evaluate(items, frame))
    case .tuple(let items): return try tuple(try evaluate(items, frame))
    case .dictionary(let items):
      let values = try evaluate(items, frame)
      willHold(values)
      let dictionary = ScriptDictionary(level: changes.count)
      for index in stride(from: 0, to: values.count - 1, by: 2) {
        guard let key = ScriptKey(values[index]) else {
          throw unsupported("\(values[index].kind) is the key of a dictionary", id, frame)
        }
        dictionary.set(key, values[index + 1])
      }
      return .dictionary(dictionary)
    case .conditional(let condition, let first, let second):
      return try choose(condition, first, second, frame)
    case .unary(let operation, let operand):
      return try unary(operation, operand, at: id, frame)
    case .binary(let operation, let left, let right):
      return try binary(operation, left, right, at: id, frame)
    default: throw unsupported("a form of expression that TorchScript does not save", id, frame)
    }
  }

  private func evaluate(
    _ items: ScriptItems, _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ScriptValue] {
    var values: [ScriptValue] = []
    values.reserveCapacity(items.count)
    for item in frame.file[items] { values.append(try evaluate(item, frame)) }
    return values
  }

  // MARK: - Names

  private func global(
    _ name: ScriptSymbol, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    switch code.symbols[name] {
    case "inf": return .plain(.number(.infinity))
    case "nan": return .plain(.number(.nan))
    case "infj": return .plain(.complex(real: 0, imaginary: .infinity))
    case "nanj": return .plain(.complex(real: 0, imaginary: .nan))
    case let text:
      throw malformed("the code uses the variable '\(text)' before it is set", id, frame)
    }
  }

  /// What a name with dots means that begins with no variable: a constant, a function, a class.
  private func qualified(
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue? {
    guard let parts = frame.file.dottedName(id), let first = parts.first,
      frame.variables[first] == nil
    else { return nil }
    if first == names.constants, parts.count == 2 {
      guard let constant = try data.constant(parts[1]) else {
        throw malformed(
          "the archive has no constant '\(code.symbols[parts[1]])'", id, frame)
      }
      return constant
    }
    guard first == names.root else { return nil }
    let name = parts.map { code.symbols[$0] }.joined(separator: ".")
    if let function = try code.function(named: name) { return .function(function) }
    if let type = try code.scriptClass(named: name) { return .type(type) }
    if let (outer, last) = ScriptCode.split(name), let type = try code.scriptClass(named: outer) {
      let member = code.symbol(last)
      let declared = type.declaration.attributes.first { $0.name == member }
      if let value = declared?.value {
        return try evaluate(value, ScriptFrame(type.file))
      }
    }
    throw malformed("the archive has no code for '\(name)'", id, frame)
  }

  /// An attribute of a value.
  func attribute(
    _ name: ScriptSymbol, of value: ScriptValue, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    switch value {
    case .object(let object):
      guard let found = try attribute(name, of: object) else {
        throw malformed(
          "an object of class \(object.className) has no attribute '\(code.symbols[name])'", id,
          frame)
      }
      return found
    case .tuple(let tuple):
      if let index = tuple.names.firstIndex(of: code.symbols[name]),
        tuple.items.indices.contains(index)
      {
        return tuple.items[index]
      }
    case .plain(.failed), .uninitialized: return value
    case .plain, .stored:
      // The value of a member of an enumeration stands for it.
      if code.symbols[name] == "value" { return value }
      if value.isTensor {
        return try callOperator(
          "aten", code.symbols[name], ScriptOperands([value]), id, frame)
      }
    default: break
    }
    throw malformed("\(value.kind) has no attribute '\(code.symbols[name])'", id, frame)
  }

  /// An attribute of an object: one that was set, one of the file, or one that the class says.
  func attribute(
    _ name: ScriptSymbol, of object: ScriptObject
  ) throws(Diagnostic) -> ScriptValue? {
    if object.state != nil, try restore(object) { return try attribute(name, of: object) }
    if let known = object[name] { return known }
    if let node = object.stored[name] {
      let path = ScriptData.join(object.path, code.symbols[name])
      let value = try data.value(node, path: path)
      object.set(name, value)
      return value
    }
    guard let type = object.type,
      let value = type.declaration.attributes.first(where: { $0.name == name })?.value
    else { return nil }
    return try evaluate(value, ScriptFrame(type.file))
  }

  // MARK: - Items

  private func part(
    _ base: ScriptExpressionID, _ index: ScriptExpressionID, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    let value = try evaluate(base, frame)
    if case .slice(let lower, let upper, let step) = frame.file[index] {
      let bounds = [
        try evaluate(lower, frame), try evaluate(upper, frame), try evaluate(step, frame),
      ]
      return try callOperator("aten", "slice", ScriptOperands([value] + bounds), id, frame)
    }
    return try item(of: value, at: try evaluate(index, frame), id, frame)
  }

  /// An item of a list, a tuple, a dictionary or a text.
  func item(
    of value: ScriptValue, at index: ScriptValue, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    if value.isFailed || index.isFailed { return .plain(.failed) }
    if case .dictionary(let dictionary) = value {
      guard let key = ScriptKey(index) else {
        throw unsupported("\(index.kind) is the key of a dictionary", id, frame)
      }
      guard let item = dictionary[key] else {
        throw raised("KeyError: \(key.text)", id, frame)
      }
      return item
    }
    if let items = value.items {
      return items[try place(of: index, in: items.count, id, frame)]
    }
    if case .uninitialized = value { return .uninitialized }
    guard value.text != nil else {
      throw unsupported("an item of \(value.kind) is asked for", id, frame)
    }
    return try callOperator("aten", "__getitem__", ScriptOperands([value, index]), id, frame)
  }

  /// The place of an item, counted from the beginning.
  func place(
    of index: ScriptValue, in count: Int, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> Int {
    guard let number = index.integer else {
      throw unsupported(
        "an item of a list is chosen by \(index.kind)", id, frame)
    }
    let place = number < 0 ? number + count : number
    guard (0..<count).contains(place) else {
      throw raised("list index \(number) is out of range, there are \(count) items", id, frame)
    }
    return place
  }

  // MARK: - Operators

  private func unary(
    _ operation: ScriptUnaryOperator, _ operand: ScriptExpressionID, at id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    let value = try evaluate(operand, frame)
    let name =
      switch operation {
      case .minus: "neg"
      case .plus: "positive"
      case .invert: "bitwise_not"
      case .not: "__not__"
      }
    return try callOperator("aten", name, ScriptOperands([value]), id, frame)
  }

  /// The result of an operator between two expressions.
  func binary(
    _ operation: ScriptBinaryOperator, _ left: ScriptExpressionID, _ right: ScriptExpressionID,
    at id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    let first = try evaluate(left, frame)
    switch operation {
    case .and, .or:
      switch try truth(of: first, left, frame) {
      case .known(let flag) where flag == (operation == .or): return first
      case .known: return try evaluate(right, frame)
      default: break
      }
    case .in, .notIn:
      let found = try callOperator(
        "aten", "__contains__", ScriptOperands([try evaluate(right, frame), first]), id, frame)
      guard operation == .notIn else { return found }
      return try callOperator("aten", "__not__", ScriptOperands([found]), id, frame)
    default: break
    }
    return try callOperator(
      "aten", operation.functionName, ScriptOperands([first, try evaluate(right, frame)]), id, frame
    )
  }
}

extension ScriptBinaryOperator {
  /// The operator of PyTorch that it means.
  fileprivate var functionName: String {
    switch self {
    case .or: "__or__"
    case .and: "__and__"
    case .equal: "eq"
    case .notEqual: "ne"
    case .less: "lt"
    case .lessOrEqual: "le"
    case .greater: "gt"
    case .greaterOrEqual: "ge"
    case .is: "__is__"
    case .isNot: "__isnot__"
    case .in, .notIn: "__contains__"
    case .bitOr: "__or__"
    case .bitXor: "__xor__"
    case .bitAnd: "__and__"
    case .shiftLeft: "__lshift__"
    case .shiftRight: "__rshift__"
    case .add: "add"
    case .subtract: "sub"
    case .multiply: "mul"
    case .divide: "div"
    case .floorDivide: "floordiv"
    case .remainder: "remainder"
    case .matrixMultiply: "matmul"
    case .power: "pow"
    }
  }
}
